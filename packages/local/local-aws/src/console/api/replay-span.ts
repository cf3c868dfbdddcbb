import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Span } from '../../trail/span.ts';
import { findSpan } from '../find-span.ts';
import { repeatOf } from '../replay/repeat.ts';
import { route } from '../route.ts';

/** Makes a step again. Answers the id of the trail that begins with it. */
export const replaySpan = route({
  method: 'POST',
  path: '/spans/{id}/replay',
  input: z.strictObject({
    id: z.string(),
    /** Instead of the payload that the step had. */
    payload: z.string().optional(),
  }),
  async run({ id, payload }, context) {
    const { trail } = context.cloud;
    const span = findSpan(trail, id);
    const repeat = repeatOf(context, span, payload ?? payloadToRepeat(span));
    const { service, name, target } = span;
    const replay = {
      kind: 'request',
      service,
      name: `Replay ${name}`,
      facts: { replayOf: id },
      causedBy: [],
      ...(target === undefined ? {} : { target }),
    } as const;
    return trail.step(replay, async (step) => {
      await repeat();
      return { trailId: step.id };
    });
  },
});

function payloadToRepeat({ input }: Span): string {
  if (!input) return '';
  if (input.isWhole) return input.text;
  const message = `The payload has ${input.bytes} bytes, of which only the first are kept. Send a payload with the request.`;
  throw new AwsError('PayloadNotKept', message, 409);
}
