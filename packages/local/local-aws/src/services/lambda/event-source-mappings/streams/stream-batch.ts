import type { InvocationResult, StreamPort, StreamRecord } from '../../../../cloud/ports.ts';
import type { StreamMapping } from '../mapping.ts';
import { createPayloadMeter } from '../payload-limit.ts';
import type { Position } from './stream-positions.ts';

/** The records for one invocation, in order. */
export interface StreamBatch {
  readonly records: readonly StreamRecord[];
  /** The lane's position once they are processed; records that are not for this lane may follow the last of them. */
  readonly through: Position;
  /** Failed invocations, except those after which the batch was split. */
  readonly failures: number;
  /** Of the last of them. */
  readonly result?: InvocationResult;
}

const longestRead = 1000;

/** The records after a position, as many as fit one invocation; undefined if no lane has any. */
export async function readBatch(options: {
  readonly streams: StreamPort;
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly after: Position;
  /** Whether a record belongs to this lane and passes the filters. */
  readonly accepts: (record: StreamRecord) => boolean;
}): Promise<{ readonly batch: StreamBatch; readonly isFull: boolean } | undefined> {
  const { streams, mapping, shardId, after, accepts } = options;
  const limit = Math.min(mapping.batchSize * mapping.parallelizationFactor, longestRead);
  const records: StreamRecord[] = [];
  const payload = createPayloadMeter();
  let through = after;
  let isAtEnd = false;
  while (!isAtEnd) {
    const read = await streams.read(mapping.sourceArn, shardId, through || undefined, limit);
    for (const record of read) {
      if (accepts(record)) {
        if (records.length === mapping.batchSize || !payload.add(record)) {
          return { batch: { records, through, failures: 0 }, isFull: true };
        }
        records.push(record);
      }
      through = record.dynamodb.SequenceNumber;
    }
    isAtEnd = read.length < limit;
  }
  if (through === after) return undefined;
  return { batch: { records, through, failures: 0 }, isFull: records.length === mapping.batchSize };
}

export function sequenceNumberOf({ dynamodb }: StreamRecord): string {
  return dynamodb.SequenceNumber;
}

/** When a record was written, in milliseconds since the epoch; DynamoDB keeps whole seconds. */
export function arrivalOf({ dynamodb }: StreamRecord): number {
  return dynamodb.ApproximateCreationDateTime * 1000;
}
