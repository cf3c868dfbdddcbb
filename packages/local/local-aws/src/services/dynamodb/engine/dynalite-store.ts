import { Readable } from 'node:stream';
import db from 'dynalite/db/index.js';
import type { Range } from '../../../storage/collection.ts';
import type { Item } from '../attribute-value.ts';
import { secondaryIndexes, type TableDescription } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Database, Partition } from './database.ts';

type Callback<T = void> = (error: unknown, value?: T) => void;

/** The part of dynalite's store that its item actions use. */
export interface DynaliteStore {
  readonly options: { readonly maxItemSize: number };
  getTable(
    name: string,
    checkStatus: boolean | Callback<TableDescription>,
    callback?: Callback<TableDescription>,
  ): void;
  getItemDb(tableName: string): DynaliteItems;
  getIndexDb(kind: string, tableName: string, indexName: string): DynaliteItems;
}

export interface DynaliteItems {
  lock(key: string, run: (release: <T>(callback: T) => T) => void): void;
  get(key: string, callback: Callback<Item>): void;
  put(key: string, item: Item, callback: Callback): void;
  del(key: string, callback: Callback): void;
  createValueStream(range: Range): Readable;
}

export const limits = { maxItemSize: 400 * 1024 };

/**
 * What dynalite's reading actions see: committed data only.
 * `startKey` is the request's ExclusiveStartKey; see `afterStartKey`.
 */
export function readableStore(database: Database, tables: Tables, startKey?: Item): DynaliteStore {
  return {
    options: limits,
    getTable(name, checkStatus, callback = checkStatus as Callback<TableDescription>) {
      const table = tables.find(name)?.description;
      if (table) callback(null, table);
      else callback(notFound());
    },
    getItemDb: (tableName) => readableItems(database.items(tableName), (range) => range),
    getIndexDb(_kind, tableName, indexName) {
      const table = tables.find(tableName)?.description;
      const index = table && secondaryIndexes(table).find(({ IndexName }) => IndexName === indexName);
      return readableItems(database.index(tableName, indexName), (range) =>
        table && index && startKey ? afterStartKey(range, startKey, table, index.KeySchema) : range,
      );
    },
  };
}

/**
 * dynalite's index keys end in 24 bits of a hash of the item's key, so two items may share one. Ours have the
 * whole key appended (see write.ts); a page then has to start exactly after its ExclusiveStartKey.
 */
function afterStartKey(
  range: Range,
  startKey: Item,
  table: TableDescription,
  keySchema: TableDescription['KeySchema'],
): Range {
  const short = db.createIndexKey(startKey, table, keySchema);
  const whole = short + db.createKey(startKey, table);
  return {
    ...range,
    ...(range.gt === short ? { gt: whole } : {}),
    ...(range.lt === short ? { lt: whole } : {}),
  };
}

function readableItems(partition: Partition<Item>, adjust: (range: Range) => Range): DynaliteItems {
  const refuse = () => {
    throw new Error('this store is read only');
  };
  return {
    lock: (_key, run) => run((callback) => callback),
    get(key, callback) {
      partition.get(key).then((item) => callback(null, item), callback);
    },
    put: refuse,
    del: refuse,
    createValueStream: (range) => Readable.from(values(partition, adjust(range))),
  };
}

async function* values(partition: Partition<Item>, range: Range): AsyncGenerator<Item> {
  for await (const [, item] of partition.entries(range)) yield item;
}

/** In the form of dynalite's own errors. */
function notFound(): Error {
  const __type = 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException';
  return Object.assign(new Error('NotFoundError'), {
    name: 'NotFoundError',
    statusCode: 400,
    body: { __type, message: 'Requested resource not found' },
  });
}
