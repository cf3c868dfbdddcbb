import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { imageEventTypes } from './trigger.ts';

const imageEventSchema = z.object({
  /** The same for each delivery of one outcome. */
  id: z.string(),
  type: z.enum(imageEventTypes),
  createdAt: z.iso.datetime(),
  image: z.object({
    id: z.string(),
    key: z.string(),
    version: z.string(),
    owner: z.string().optional(),
    /** Of a failure. */
    code: z.string().optional(),
    reason: z.string().optional(),
  }),
});

/** What happened to an image; webhooks send the same (docs/webhooks.md). */
export type ImageEvent = z.output<typeof imageEventSchema>;

/**
 * The handler of a function whose manifest has `trigger: { on }`. It calls `work` for each event. An event whose work
 * throws comes again, alone, up to five times; then it waits in the queue of failed listeners.
 */
export function onImageEvent(
  work: (event: ImageEvent) => Promise<void>,
  log: { error(message: string, fields: Record<string, unknown>): void },
): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    const outcomes = await Promise.allSettled(
      Records.map(async ({ body }) => work(imageEventSchema.parse(JSON.parse(body)))),
    );
    const failed = Records.filter((_, index) => outcomes[index]?.status === 'rejected');
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        log.error('An event failed and comes again', { reason: String(outcome.reason) });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
