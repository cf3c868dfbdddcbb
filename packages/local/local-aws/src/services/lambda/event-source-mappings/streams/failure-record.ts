import { randomUUID } from 'node:crypto';
import type { StreamRecord } from '../../../../cloud/ports.ts';
import type { StreamMapping } from '../mapping.ts';
import { arrivalOf, type StreamBatch, sequenceNumberOf } from './stream-batch.ts';

export type DiscardReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/**
 * What the on-failure destination receives about a discarded batch: its position in the stream, not its records.
 * Source: AWS Lambda Developer Guide, "Retain discarded batch records for a DynamoDB event source in Lambda".
 */
export function failureRecord(options: {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly batch: StreamBatch;
  readonly reason: DiscardReason;
  readonly now: Date;
}) {
  const { mapping, shardId, batch, reason, now } = options;
  const { records, result, failures } = batch;
  const first = records[0];
  const last = records.at(-1);
  return {
    requestContext: {
      requestId: result?.requestId ?? randomUUID(),
      functionArn: mapping.functionArn,
      condition: reason,
      approximateInvokeCount: failures,
    },
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: result.executedVersion,
        ...(result.functionError && { functionError: result.functionError }),
      },
    }),
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceNumberOf(first),
      endSequenceNumber: last && sequenceNumberOf(last),
      approximateArrivalOfFirstRecord: first && wholeSeconds(first),
      approximateArrivalOfLastRecord: last && wholeSeconds(last),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

/** `2019-11-14T00:13:19Z` */
function wholeSeconds(record: StreamRecord): string {
  return new Date(arrivalOf(record)).toISOString().replace('.000Z', 'Z');
}
