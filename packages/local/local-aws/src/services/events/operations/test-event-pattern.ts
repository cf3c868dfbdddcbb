import { z } from 'zod';
import { matches } from '../../../event-patterns/match.ts';
import { parsePattern } from '../../../event-patterns/pattern.ts';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { checkPattern } from '../event-pattern.ts';
import { operation } from '../events-state.ts';

/** What every event has. */
const eventSchema = z.looseObject({
  id: z.string(),
  account: z.string(),
  source: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  'detail-type': z.string(),
});

export const testEventPattern = operation({
  name: 'TestEventPattern',
  input: z.strictObject({ EventPattern: z.string().max(4096), Event: z.string() }),
  run({ EventPattern, Event }) {
    checkPattern(EventPattern);
    return { Result: matches(parsePattern(EventPattern), parseEvent(Event)) };
  },
});

function parseEvent(text: string): object {
  try {
    return eventSchema.parse(JSON.parse(text));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const reason = issue ? `${issue.path.join('.')} is a required argument` : 'it is not valid JSON';
    throw new ValidationError(`Parameter Event is not valid. Reason: ${reason}.`);
  }
}
