import type { InvocationResult } from '../../../../cloud/ports.ts';
import { failedItems } from '../batch-item-failures.ts';
import type { StreamMapping } from '../mapping.ts';
import { type StreamBatch, sequenceNumberOf } from './stream-batch.ts';
import type { Position } from './stream-positions.ts';

export interface Settlement {
  /** Where the lane is now; undefined where it was. */
  readonly position?: Position | undefined;
  /** What it does next, in order. */
  readonly rest: readonly StreamBatch[];
  /** What the function could not do in all its retries. */
  readonly discarded?: StreamBatch;
}

/**
 * What becomes of a batch after an invocation. Source: AWS Lambda Developer Guide, "Configuring partial batch
 * response with DynamoDB and Lambda": the lowest failed sequence number is where the function goes on; a batch that
 * failed as a whole is split where the mapping says so, which is not counted as a retry.
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

  const failures = failedAt === 0 ? batch.failures + 1 : 1; // of the record that is now the first
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
