import type { Cloud } from '../../../../cloud/cloud.ts';
import type { QueueMessage } from '../../../../cloud/ports.ts';
import { eventFilter } from '../event-filter.ts';
import type { QueueMapping } from '../mapping.ts';
import type { Signal } from '../signal.ts';
import { queueRecord } from './queue-record.ts';

/**
 * Receives the messages of one batch: those that are there and, if the mapping has a batching window, those that arrive
 * until the batch is full. Messages that match no filter are deleted, as on AWS.
 */
export function createCollector(cloud: Cloud, mapping: QueueMapping, arrived: Signal, stopping: AbortSignal) {
  const { queues } = cloud.ports;
  const { sourceArn, batchSize, batchingWindowSeconds } = mapping;
  const passes = eventFilter(mapping);

  async function receive(maximum: number): Promise<{ received: number; accepted: QueueMessage[] }> {
    const messages = await queues.receive(sourceArn, maximum);
    const accepted: QueueMessage[] = [];
    for (const message of messages) {
      if (passes(queueRecord(message, mapping))) accepted.push(message);
      else await queues.delete(sourceArn, message.receiptHandle);
    }
    return { received: messages.length, accepted };
  }

  return async function collect(): Promise<QueueMessage[]> {
    const batch: QueueMessage[] = [];
    let endsAt: number | undefined;
    while (batch.length < batchSize && !stopping.aborted) {
      const { received, accepted } = await receive(batchSize - batch.length);
      batch.push(...accepted);
      if (received > 0 && accepted.length < received) continue; // others may wait behind the deleted ones
      if (batch.length === 0) return batch;
      const now = cloud.now().getTime();
      endsAt ??= now + batchingWindowSeconds * 1000;
      if (now >= endsAt) return batch;
      await arrived.wait(endsAt - now);
    }
    return batch;
  };
}
