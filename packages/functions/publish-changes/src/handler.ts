import type { Counters, ImageChange } from '@darkroom/catalog';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { changeOf, type StreamRecord, streamRecordSchema } from './change.ts';
import { type WebhookEvent, webhookEventOf } from './webhook-event.ts';

export interface Endpoint {
  readonly name: string;
  /** Types of events it wants; all when absent. */
  readonly events?: readonly WebhookEvent['type'][] | undefined;
}

export interface Dependencies {
  readonly counters: Counters;
  readonly endpoints: readonly Endpoint[];
  /** Puts events into an endpoint's queue; resolves when all of them are in. */
  enqueue(endpoint: string, events: readonly WebhookEvent[]): Promise<void>;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    error(message: string, fields: Record<string, unknown>): void;
  };
}

/**
 * Tells the world what changed in the catalog: running totals, then webhooks. Whatever fails throws, and the event
 * source mapping delivers the batch again: totals count a change once, receivers see the same event id twice.
 */
export function createHandler({ counters, endpoints, enqueue, log }: Dependencies) {
  return async (event: DynamoDBStreamEvent): Promise<void> => {
    const records = event.Records.map((record) => streamRecordSchema.parse(record));
    const changes = records.flatMap((record) => toChange(record, log));
    await counters.apply(changes.map(({ change }) => change));

    const webhookEvents = changes.flatMap(({ change, at }) => webhookEventOf(change, at) ?? []);
    const deliveries = endpoints
      .map(({ name, events: wanted }) => ({
        name,
        events: webhookEvents.filter(({ type }) => wanted?.includes(type) ?? true),
      }))
      .filter(({ events }) => events.length > 0);
    // All queues are tried: one that refuses must not keep the other endpoints waiting.
    const enqueued = await Promise.allSettled(deliveries.map(({ name, events }) => enqueue(name, events)));
    const failure = enqueued.find((result) => result.status === 'rejected');
    if (failure) throw failure.reason;
    log.info('Published', {
      records: records.length,
      changes: changes.length,
      deliveries: deliveries.reduce((sum, { events }) => sum + events.length, 0),
    });
  };
}

/** A row that no version of the catalog wrote would block the stream for a day: it is logged and passed over. */
function toChange(record: StreamRecord, log: Dependencies['log']): { change: ImageChange; at: Date }[] {
  try {
    const change = changeOf(record);
    const at = new Date((record.dynamodb.ApproximateCreationDateTime ?? 0) * 1000);
    return change ? [{ change, at }] : [];
  } catch (error) {
    log.error('Passed over a row that is no image', { eventId: record.eventID, reason: String(error) });
    return [];
  }
}
