import type { InvocationResult } from '../../../../cloud/ports.ts';
import { failedItems } from '../batch-item-failures.ts';
import type { StreamMapping } from '../mapping.ts';
import { type StreamBatch, sequenceNumberOf } from './stream-batch.ts';
import type { Position } from './stream-positions.ts';

export interface Settlement {
  /** The lane's new position; undefined if it has not moved. */
  readonly position?: Position | undefined;
  /** The batches that it runs next, in order. */
  readonly rest: readonly StreamBatch[];
  /** The records on which the function failed in all retries. */
  readonly discarded?: StreamBatch;
}

/**
 * What follows an invocation. Source: AWS Lambda Developer Guide, "Configuring partial batch response with DynamoDB and
 * Lambda": the function continues at the lowest failed sequence number. A batch that failed as a whole is split if the
 * mapping says so, which does not count as a retry.
 */
export function settleBatch(
  mapping: StreamMapping,
  batch: StreamBatch,
  result: InvocationResult,
): Settlement {
  const items = batch.records.map(sequenceNumberOf);
  const failed = failedItems(mapping, result, items);
  const failedAt = failed === 'all' ? 0 : items.findIndex((item) => failed.has(item));
  if (failedAt === -1) return { position: batch.through, rest: [] };
  if (failed === 'all' && mapping.bisectsOnError && items.length > 1) return { rest: halves(batch) };

  const failures = failedAt === 0 ? batch.failures + 1 : 1; // for the record that is now the first
  const again = { ...batch, records: batch.records.slice(failedAt), failures, result };
  if (mapping.maximumRetries !== -1 && failures > mapping.maximumRetries) {
    return { position: batch.through, rest: [], discarded: again };
  }
  return { position: items[failedAt - 1], rest: [again] };
}

function halves(batch: StreamBatch): StreamBatch[] {
  const middle = Math.ceil(batch.records.length / 2);
  const first = batch.records.slice(0, middle);
  const through = first.map(sequenceNumberOf).at(-1) ?? batch.through;
  return [
    { ...batch, records: first, through },
    { ...batch, records: batch.records.slice(middle) },
  ];
}
