import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type ImageEvent, imageEventSchema } from './image-event.ts';

/** Named, because packages that export their handler name its type, and need not know of `aws-lambda`. */
export type ImageEventHandler = (batch: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * The handler of a function whose manifest has `trigger: { on }`. It calls `work` for each event. An event whose work
 * throws comes again, alone, up to five times; then it waits in the queue of failed listeners.
 */
export function onImageEvent(
  work: (event: ImageEvent) => Promise<void>,
  log: { error(message: string, fields: Record<string, unknown>): void },
): ImageEventHandler {
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
