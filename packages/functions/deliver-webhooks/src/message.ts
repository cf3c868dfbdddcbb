import { z } from 'zod';

/** A message that publish-changes did not write. */
export class UnreadableEventError extends Error {
  readonly code = 'Unreadable';
  constructor(reason: string) {
    super(`The message is no webhook event: ${reason}`);
    this.name = 'UnreadableEventError';
  }
}

/** The rest is between publish-changes, which writes the body, and the receiver: a new field needs nothing here. */
const eventSchema = z.object({ id: z.string(), type: z.string() });

/** Reads a message of an endpoint's queue, whose body is that of the webhook. Throws `UnreadableEventError`. */
export function parseEvent(body: string): z.output<typeof eventSchema> {
  const parsed = eventSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new UnreadableEventError(z.prettifyError(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
