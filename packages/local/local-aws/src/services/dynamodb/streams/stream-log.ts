import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { StreamRecord } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Database, DatabaseChange } from '../engine/database.ts';
import type { ItemChange } from '../engine/item-change.ts';
import type { TableDescription } from '../tables/table.ts';
import { countOf, sequenceNumber } from './sequence.ts';
import type { Stream, StreamViewType } from './stream.ts';
import { streamRecord } from './stream-record.ts';

/** AWS keeps stream records for 24 hours. */
const retentionMs = 24 * 60 * 60 * 1000;

/** All streams and their records. Changes are returned, to be committed together with what caused them; they count from then on. */
export interface StreamLog {
  /** Throws ResourceNotFoundException. */
  get(arn: string): Stream;
  all(): Stream[];
  /** The records of a write; their readers hear of them. */
  append(
    changes: readonly ItemChange[],
    userIdentity: StreamRecord['userIdentity'],
  ): readonly DatabaseChange[];
  enable(table: TableDescription, viewType: StreamViewType): { stream: Stream; change: DatabaseChange };
  disable(arn: string): DatabaseChange;
  read(arn: string, after: string | undefined, limit: number): Promise<StreamRecord[]>;
  /** The newest sequence number of any record. */
  latest(): string;
  onRecord(arn: string, callback: () => void): () => void;
  /** Deletes records older than the retention. Records do not age while local-aws is down. */
  trim(): Promise<void>;
}

export async function openStreamLog(cloud: Cloud, database: Database): Promise<StreamLog> {
  const streams = new Map<string, Stream>();
  for await (const [arn, stream] of database.streams.entries()) streams.set(arn, stream);
  const stored = await database.counters.get('sequence');
  let count = stored === undefined ? 0n : countOf(stored);
  const written = new EventEmitter().setMaxListeners(0);

  function get(arn: string): Stream {
    const stream = streams.get(arn);
    if (stream) return stream;
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Stream: ${arn} not found`,
      400,
    );
  }

  function put(stream: Stream): DatabaseChange {
    return {
      ...database.streams.put(stream.arn, stream),
      committed: () => void streams.set(stream.arn, stream),
    };
  }

  return {
    get,
    all: () => [...streams.values()],
    append(itemChanges, userIdentity) {
      const changes: DatabaseChange[] = [];
      const touched = new Set<string>();
      let next = count;
      for (const change of itemChanges) {
        const { LatestStreamArn: arn, StreamSpecification: specification } = change.table.description;
        if (arn === undefined || !specification?.StreamEnabled) continue;
        next += 1n;
        const number = sequenceNumber(next);
        const record = streamRecord(get(arn), change, {
          sequenceNumber: number,
          now: cloud.now(),
          region: cloud.region,
          userIdentity,
        });
        changes.push(database.records(arn).put(number, record));
        cloud.trail.current()?.leave(`record:${number}`);
        touched.add(arn);
      }
      if (touched.size === 0) return changes;
      const committed = () => {
        count = next;
        for (const arn of touched) written.emit(arn);
      };
      return [...changes, { ...database.counters.put('sequence', sequenceNumber(next)), committed }];
    },
    enable(table, viewType) {
      const now = cloud.now();
      const label = now.toISOString().slice(0, -1);
      const arn = `${table.TableArn}/stream/${label}`;
      const stream: Stream = {
        arn,
        label,
        shardId: shardId(arn, now),
        tableName: table.TableName,
        keySchema: table.KeySchema,
        viewType,
        createdAt: now.getTime() / 1000,
        startingSequenceNumber: sequenceNumber(count + 1n),
      };
      return { stream, change: put(stream) };
    },
    disable: (arn) =>
      put({
        ...get(arn),
        disabled: { at: cloud.now().getTime(), endingSequenceNumber: sequenceNumber(count) },
      }),
    async read(arn, after, limit) {
      const records: StreamRecord[] = [];
      const range = { ...(after === undefined ? {} : { gt: after }), limit };
      for await (const [, record] of database.records(arn).entries(range)) records.push(record);
      return records;
    },
    latest: () => sequenceNumber(count),
    onRecord(arn, callback) {
      written.on(arn, callback);
      return () => void written.off(arn, callback);
    },
    async trim() {
      const horizon = cloud.now().getTime() - retentionMs;
      if (cloud.startedAt.getTime() >= horizon) return;
      for (const stream of streams.values()) {
        const records = database.records(stream.arn);
        const changes: DatabaseChange[] = [];
        let kept: Stream | undefined = stream;
        for await (const [number, record] of records.entries()) {
          if (record.dynamodb.ApproximateCreationDateTime * 1000 >= horizon) break;
          changes.push(records.delete(number));
          kept = { ...stream, forgottenThrough: number };
        }
        if (stream.disabled && stream.disabled.at < horizon) kept = undefined;
        if (kept === stream) continue;
        changes.push(kept ? database.streams.put(stream.arn, kept) : database.streams.delete(stream.arn));
        await database.commit(changes);
        if (kept) streams.set(stream.arn, kept);
        else streams.delete(stream.arn);
      }
    },
  };
}

/** In AWS's form, which is at least 28 characters long. */
function shardId(arn: string, now: Date): string {
  const time = String(now.getTime()).padStart(20, '0');
  return `shardId-${time}-${createHash('md5').update(arn).digest('hex').slice(0, 8)}`;
}
