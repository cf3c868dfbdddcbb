import * as z from 'zod';

/** A message that publish-changes did not write. */
export class UnreadableEventError extends Error {
  readonly code = 'Unreadable';
  constructor(reason: string) {
    super(`The message is not a webhook event: ${reason}`);
    this.name = 'UnreadableEventError';
  }
}

/** Parses no other field: publish-changes writes the body for the receiver, so a new field needs no change here. */
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  /** For the log. */
  image: z.object({ id: z.string() }).optional().catch(undefined),
});

/** Reads a message from an endpoint's queue; its body is the webhook's body. Throws `UnreadableEventError`. */
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
