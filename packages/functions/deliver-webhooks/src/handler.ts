import type { Tracing } from '@darkroom/lambda-kit';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readMessage, UnreadableEventError } from './message.ts';
import { DeliveryError } from './post.ts';
import { MissingSecretError } from './secrets.ts';
import { signatureHeader } from './sign.ts';

export interface Endpoint {
  readonly name: string;
  readonly url: string;
  /** The queue that holds this endpoint's events and no others. */
  readonly queueUrl: string;
}

export interface Dependencies {
  readonly endpoints: readonly Endpoint[];
  secretOf(endpoint: string): Promise<string>;
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void>;
  /** Hides a message of a queue for this many seconds. */
  postpone(queueUrl: string, receiptHandle: string, seconds: number): Promise<void>;
  readonly tracing: Tracing;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    warn(message: string, fields: Record<string, unknown>): void;
  };
  now(): Date;
}

const firstBackoffSeconds = 15;
const longestBackoffSeconds = 3600;

/**
 * Delivers a batch of webhooks concurrently. Only a delivery that fails, for whatever reason, returns to its queue,
 * hidden for twice as long each time. In the end the queue's redrive policy moves it to the dead-letter queue.
 */
export function createHandler(dependencies: Dependencies): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const outcomes = await Promise.all(event.Records.map((record) => deliver(record, dependencies)));
    await dependencies.tracing.flush();
    const failed = event.Records.filter((_, index) => outcomes[index] === 'failed');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

async function deliver(record: SQSRecord, dependencies: Dependencies): Promise<'done' | 'failed'> {
  const { endpoints, log, now } = dependencies;
  const queue = record.eventSourceARN.split(':').at(-1);
  const endpoint = endpoints.find(({ queueUrl }) => queueUrl.endsWith(`/${queue}`));
  if (!endpoint) {
    log.warn('No endpoint is configured for this queue', { queue, messageId: record.messageId });
    return 'failed'; // it may come with a deployment that is still running
  }

  const attempt = Number(record.attributes.ApproximateReceiveCount);
  let fields: Record<string, unknown> = { endpoint: endpoint.name, messageId: record.messageId, attempt };
  try {
    const { id, type, body, image } = readMessage(record.body);
    fields = { ...fields, id: image?.id, correlation_id: image?.correlationId, eventId: id, type };
    const correlationIds = image?.correlationId === undefined ? [] : [image.correlationId];
    await dependencies.tracing.trace(`webhook ${endpoint.name}`, correlationIds, async () =>
      dependencies.post(endpoint.url, body, {
        'user-agent': 'Darkroom-Webhooks/1',
        'darkroom-event-id': id,
        'darkroom-signature': signatureHeader(await dependencies.secretOf(endpoint.name), body, now()),
      }),
    );
    log.info('Delivered', fields);
    return 'done';
  } catch (error) {
    const code = codeOf(error);
    log.warn('Delivery failed and will be retried', { ...fields, code, reason: String(error) });
    await postpone(record, endpoint, attempt, dependencies);
    return 'failed';
  }
}

/** If a message cannot be postponed, it returns when the queue's visibility timeout ends. */
async function postpone(
  { receiptHandle, messageId }: SQSRecord,
  { name, queueUrl }: Endpoint,
  attempt: number,
  dependencies: Dependencies,
): Promise<void> {
  try {
    await dependencies.postpone(queueUrl, receiptHandle, backoffSeconds(attempt));
  } catch (error) {
    const fields = { endpoint: name, messageId, reason: String(error) };
    dependencies.log.warn('The next attempt could not be postponed', fields);
  }
}

function codeOf(error: unknown): string {
  const isOurs =
    error instanceof DeliveryError ||
    error instanceof UnreadableEventError ||
    error instanceof MissingSecretError;
  return isOurs ? error.code : 'Failed';
}

/** 15 s, 30 s, 1 min … 1 h. */
export function backoffSeconds(attempt: number): number {
  return Math.min(longestBackoffSeconds, firstBackoffSeconds * 2 ** (attempt - 1));
}
