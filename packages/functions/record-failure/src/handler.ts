import { type Catalog, imageId } from '@darkroom/catalog';
import { type ImageEvent, parseEvent, parseInvocationRecord } from '@darkroom/image-events';
import * as z from 'zod';
import { type Failure, failureOf } from './failure.ts';
import { type GivenUpUpload, parseGivenUpUploads } from './given-up-upload.ts';

export interface Dependencies {
  readonly catalog: Pick<Catalog, 'giveUp' | 'remove'>;
  readonly originalsBucket: string;
  /** Publishes an upload on which its queue gave up to the subscribers of Lambda's failed events. */
  publish(upload: GivenUpUpload): Promise<void>;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    error(message: string, fields: Record<string, unknown>): void;
  };
}

/** What SNS invokes a function with (AWS Lambda Developer Guide, "Using Lambda with Amazon SNS"). */
const notificationSchema = z.object({
  Records: z.array(z.object({ Sns: z.object({ MessageId: z.string(), Message: z.string() }) })),
});

/**
 * Records the failure of events of process-upload on which Lambda gave up, because a killed process cannot do that
 * itself. Lambda publishes them to a topic. Uploads on which the uploads queue gave up are published to that topic too,
 * and come back from there. If this handler throws, the message is retried and then goes to a dead-letter queue.
 */
export function createHandler({ catalog, originalsBucket, publish, log }: Dependencies) {
  async function record(event: ImageEvent, failure: Failure): Promise<boolean> {
    const { type, key, version } = event;
    if (type === 'removed') return catalog.remove(event); // the image is gone; the redrive deletes its variants
    // A reprocess, or the removal of one version, leaves something missing only if it had begun.
    return catalog.giveUp(type === 'uploaded' ? event : { key, version }, failure);
  }

  return async (invocation: unknown): Promise<void> => {
    const uploads = parseGivenUpUploads(invocation);
    if (uploads) {
      for (const upload of uploads) await publish(upload);
      return;
    }
    for (const { Sns } of notificationSchema.parse(invocation).Records) {
      const givenUp = parseInvocationRecord(Sns.Message);
      if (!givenUp) {
        log.error('Lambda did not write this message', { messageId: Sns.MessageId });
        continue;
      }
      const { requestId, attempts, condition, payload } = givenUp;
      const failure = failureOf(givenUp);
      for (const event of parseEvent(payload, originalsBucket)) {
        if ('reason' in event) {
          log.error('The event is not about an image', { requestId, ...event });
          continue;
        }
        const { type, key, version, correlationId: correlation_id } = event;
        const recorded = await record(event, failure);
        const about = { id: imageId(key), correlation_id, event: type, key, version };
        log.info(recorded ? 'recorded' : 'nothing to record', {
          ...about,
          ...{ requestId, attempts, condition, code: failure.code },
        });
      }
    }
  };
}
