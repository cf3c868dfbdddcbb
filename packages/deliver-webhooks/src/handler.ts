import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Delivery, deliverySchema } from './message.ts';
import { DeliveryError } from './post.ts';
import { signatureHeader } from './sign.ts';

export interface Endpoint {
  readonly name: string;
  readonly url: string;
}

export interface Dependencies {
  readonly endpoints: readonly Endpoint[];
  secretOf(endpoint: string): Promise<string>;
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void>;
  /** Hides a message from the queue for so many seconds. */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    warn(message: string, fields: Record<string, unknown>): void;
  };
  now(): Date;
}

const firstBackoffSeconds = 15;
const longestBackoffSeconds = 3600;

/**
 * Delivers a batch of webhooks side by side. A delivery that fails goes back to the queue alone, hidden for twice
 * as long each time; the queue's redrive policy moves it to the dead-letter queue in the end.
 */
export function createHandler(dependencies: Dependencies): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const outcomes = await Promise.all(event.Records.map((record) => deliver(record, dependencies)));
    const failed = event.Records.filter((_, index) => outcomes[index] === 'failed');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

async function deliver(record: SQSRecord, dependencies: Dependencies): Promise<'done' | 'failed'> {
  const { endpoints, log, now } = dependencies;
  const delivery = parseDelivery(record.body);
  const endpoint = endpoints.find(({ name }) => name === delivery?.endpoint);
  if (!delivery || !endpoint) {
    log.warn('Dropped a delivery for an endpoint that is no longer configured', {
      messageId: record.messageId,
    });
    return 'done';
  }

  const attempt = Number(record.attributes.ApproximateReceiveCount);
  const fields = { endpoint: endpoint.name, eventId: delivery.event.id, type: delivery.event.type, attempt };
  try {
    const body = JSON.stringify(delivery.event);
    await dependencies.post(endpoint.url, body, {
      'user-agent': 'Darkroom-Webhooks/1',
      'darkroom-event-id': delivery.event.id,
      'darkroom-signature': signatureHeader(await dependencies.secretOf(endpoint.name), body, now()),
    });
    log.info('Delivered', fields);
    return 'done';
  } catch (error) {
    const code = error instanceof DeliveryError ? error.code : 'Failed';
    log.warn('Delivery failed, will be tried again', { ...fields, code, reason: String(error) });
    await dependencies.postpone(record.receiptHandle, backoffSeconds(attempt));
    return 'failed';
  }
}

function parseDelivery(body: string): Delivery | undefined {
  try {
    return deliverySchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** 15 s, 30 s, 1 min … 1 h. */
export function backoffSeconds(attempt: number): number {
  return Math.min(longestBackoffSeconds, firstBackoffSeconds * 2 ** (attempt - 1));
}
