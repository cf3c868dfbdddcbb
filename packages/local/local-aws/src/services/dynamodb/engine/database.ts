import type { StreamRecord } from '../../../cloud/ports.ts';
import type { Change, Collection, Range } from '../../../storage/collection.ts';
import type { Storage } from '../../../storage/storage.ts';
import type { Item } from '../attribute-value.ts';
import type { Stream } from '../streams/stream.ts';
import type { Table } from '../tables/table.ts';

/** A part of the database. Writes are only described here; `Database.commit` carries out all of them or none. */
export interface Partition<T> {
  get(key: string): Promise<T | undefined>;
  /** In order of the keys. */
  entries(range?: Range): AsyncIterable<[key: string, value: T]>;
  put(key: string, value: T): Change<unknown>;
  delete(key: string): Change<unknown>;
}

/**
 * All of DynamoDB's data in one ordered key space, so that an item, its index entries and its stream record
 * are written by one atomic batch: a crash leaves either all of them or none.
 */
export interface Database {
  readonly tables: Partition<Table>;
  readonly streams: Partition<Stream>;
  /** Responses of recent transactions, by ClientRequestToken. */
  readonly transactions: Partition<{ readonly fingerprint: string; readonly at: number }>;
  readonly counters: Partition<string>;
  items(tableName: string): Partition<Item>;
  index(tableName: string, indexName: string): Partition<Item>;
  records(streamArn: string): Partition<StreamRecord>;
  commit(changes: readonly DatabaseChange[]): Promise<void>;
}

export type DatabaseChange = Change<unknown> & {
  /** Follows in memory, once the change is on disk. */
  readonly committed?: () => void;
};

export function openDatabase(storage: Storage): Database {
  const collection = storage.collection<unknown>('dynamodb');
  return {
    tables: partition(collection, 'tables'),
    streams: partition(collection, 'streams'),
    transactions: partition(collection, 'transactions'),
    counters: partition(collection, 'counters'),
    items: (tableName) => partition(collection, `items!${tableName}`),
    index: (tableName, indexName) => partition(collection, `index!${tableName}!${indexName}`),
    records: (streamArn) => partition(collection, `records!${streamArn}`),
    async commit(changes) {
      await collection.batch(changes);
      for (const { committed } of changes) committed?.();
    },
  };
}

function partition<T>(collection: Collection<unknown>, name: string): Partition<T> {
  // `!` occurs in no name, and `"` is the next character.
  const prefix = `${name}!`;
  const end = `${name}"`;
  return {
    get: async (key) => (await collection.get(prefix + key)) as T | undefined,
    async *entries({ gt, gte, lt, lte, ...rest } = {}) {
      const range = {
        ...rest,
        ...(gt === undefined ? { gte: prefix + (gte ?? '') } : { gt: prefix + gt }),
        ...(lt !== undefined ? { lt: prefix + lt } : lte !== undefined ? { lte: prefix + lte } : { lt: end }),
      };
      for await (const [key, value] of collection.entries(range))
        yield [key.slice(prefix.length), value as T];
    },
    put: (key, value) => ({ put: prefix + key, value }),
    delete: (key) => ({ delete: prefix + key }),
  };
}
