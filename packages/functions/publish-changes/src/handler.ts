import type { ImageState, Ledger } from '@darkroom/catalog';
import type { Tracing } from '@darkroom/lambda-kit';
import * as z from 'zod';
import { streamRecordSchema } from './change.ts';
import { type Publication, publicationOf, republicationOf } from './publication.ts';
import type { WebhookEvent } from './webhook-event.ts';

export interface Endpoint {
  readonly name: string;
  /** The event types it subscribes to; all if absent. */
  readonly events?: readonly (WebhookEvent['type'] | 'alarm')[] | undefined;
}

export interface Dependencies {
  readonly ledger: Pick<Ledger, 'settle'>;
  /** Images in their current state, by id, including tombstones. */
  readImages(ids: readonly string[]): Promise<ReadonlyMap<string, ImageState>>;
  readonly endpoints: readonly Endpoint[];
  /** Sends events to an endpoint's queue, or to the bus; resolves when all of them are accepted. */
  enqueue(endpoint: string, events: readonly WebhookEvent[]): Promise<void>;
  readonly tracing: Tracing;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    error(message: string, fields: Record<string, unknown>): void;
  };
}

const requestSchema = z.union([
  z.object({ Records: z.array(streamRecordSchema) }),
  /** Ids of images whose stream records are lost. */
  z.object({ republish: z.array(z.string()).max(100) }),
]);

/**
 * Publishes the catalog's changes: first to the webhooks' queues and the bus, then to the ledger, which counts them and remembers
 * what was announced. If anything fails it throws, and the event source mapping delivers the batch again: the ledger
 * counts an image once, and receivers see the same event id twice.
 */
export function createHandler({ ledger, readImages, endpoints, enqueue, tracing, log }: Dependencies) {
  async function republications(ids: readonly string[]): Promise<Publication[]> {
    const images = await readImages(ids);
    return ids.map((id) => republicationOf(id, images.get(id)));
  }

  /** Resolves with how many events were sent. */
  async function publish(publications: readonly Publication[]): Promise<number> {
    const webhookEvents = publications.flatMap(({ told }) => told?.event ?? []);
    const deliveries = endpoints
      .map(({ name, events: wanted }) => ({
        name,
        events: webhookEvents.filter(({ type }) => wanted?.includes(type) ?? true),
      }))
      .filter(({ events }) => events.length > 0);
    // Tries all: one that refuses must not delay the other endpoints or the totals.
    const enqueued = await Promise.allSettled(deliveries.map(({ name, events }) => enqueue(name, events)));
    const failure = enqueued.find((result) => result.status === 'rejected');
    await ledger.settle(
      publications.map(({ id, told }) => ({ id, announced: told && !failure ? [told.outcome] : [] })),
    );
    if (failure) throw failure.reason;
    return deliveries.reduce((sum, { events }) => sum + events.length, 0);
  }

  return async (request: unknown): Promise<void> => {
    const event = requestSchema.parse(request);
    const publications =
      'Records' in event
        ? event.Records.flatMap((record) => publicationOf(record, log) ?? [])
        : await republications(event.republish);

    const correlationIds = [...new Set(publications.flatMap(({ correlationId }) => correlationId ?? []))];
    const deliveries = await tracing
      .trace('publish', correlationIds, () => publish(publications))
      .finally(tracing.flush);
    log.info('Published', {
      records: 'Records' in event ? event.Records.length : 0,
      changes: publications.length,
      deliveries,
      ids: publications.map(({ id }) => id),
      correlation_ids: correlationIds,
    });
  };
}
