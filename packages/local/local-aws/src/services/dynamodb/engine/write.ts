import db from 'dynalite/db/index.js';
import type { StreamRecord } from '../../../cloud/ports.ts';
import type { Change } from '../../../storage/collection.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { secondaryIndexes, type Table } from '../tables/table.ts';
import type { Database } from './database.ts';
import { type DynaliteItems, type DynaliteStore, readableStore } from './dynalite-store.ts';
import { refuseEmptyIndexKeys } from './index-keys.ts';
import type { ItemChange } from './item-change.ts';
import { sameItem } from './same-item.ts';

export interface WriteUnit {
  /** Reads committed data and collects what dynalite's actions write. Each item may be touched once per unit. */
  readonly store: DynaliteStore;
  /** The same, but writes to it are dropped; used to check a condition. */
  readonly withoutWriting: DynaliteStore;
  /** What has been written to `store` so far. */
  readonly collected: readonly ItemChange[];
  /** Commits something else in the same step. */
  also(change: Change<unknown>): void;
}

/**
 * Every change of items passes here. `run` calls dynalite's actions, which check conditions and compute the new
 * items; what they would write is only collected, and committed when `run` has succeeded: items, index entries
 * and stream records in one atomic batch. Units run one at a time, so none sees another's half, a condition holds
 * until its write is made, and stream records are in the order of the writes.
 */
export function write<T>(
  state: DynamoDbState,
  run: (unit: WriteUnit) => Promise<T>,
  userIdentity?: StreamRecord['userIdentity'],
): Promise<T> {
  return state.serially(async () => {
    const collected: ItemChange[] = [];
    const others: Change<unknown>[] = [];
    const result = await run({
      store: collectingStore(state, collected),
      withoutWriting: collectingStore(state, []),
      collected,
      also: (change) => others.push(change),
    });
    const changed = collected.filter(({ before, after }) => !sameItem(before, after));
    changed.forEach(refuseEmptyIndexKeys);
    const changes = [
      ...changed.flatMap((change) => storedChanges(state.database, change)),
      ...state.streams.append(changed, userIdentity),
      ...others,
    ];
    if (changes.length > 0) await state.database.commit(changes);
    for (const { table, after } of changed) state.expiry.expect(table, after);
    return result;
  });
}

function collectingStore(state: DynamoDbState, collected: ItemChange[]): DynaliteStore {
  const readable = readableStore(state.database, state.tables);
  return {
    ...readable,
    getItemDb(tableName) {
      const items = readable.getItemDb(tableName);
      const table = state.tables.get(tableName);
      const seen = new Map<string, Item>();
      return {
        ...items,
        get(key, callback) {
          items.get(key, (error, item) => {
            if (item) seen.set(key, item);
            callback(error, item);
          });
        },
        put(key, after, callback) {
          collected.push({ table, key, before: seen.get(key), after });
          callback(null);
        },
        del(key, callback) {
          collected.push({ table, key, before: seen.get(key), after: undefined });
          callback(null);
        },
      };
    },
    getIndexDb: () => noIndex,
  };
}

/** `storedChanges` derives index entries from the items, so dynalite's own index writes are dropped. */
const noIndex: DynaliteItems = {
  lock: (_key, run) => run((callback) => callback),
  get: (_key, callback) => callback(null),
  put: (_key, _item, callback) => callback(null),
  del: (_key, callback) => callback(null),
  createValueStream() {
    throw new Error('indexes are not read while writing');
  },
};

function storedChanges(database: Database, { table, key, before, after }: ItemChange): Change<unknown>[] {
  const items = database.items(table.description.TableName);
  return [
    after ? items.put(key, after) : items.delete(key),
    ...indexChanges(database, table, { key, before, after }),
  ];
}

/** The index entries that a change of an item removes and adds. */
export function indexChanges(
  database: Database,
  { description }: Table,
  { key, before, after }: Omit<ItemChange, 'table'>,
  indexes = secondaryIndexes(description),
): Change<unknown>[] {
  const { puts, deletes } = db.getIndexActions(indexes, before, after, description);
  const entries = (index: string) => database.index(description.TableName, index);
  return [
    ...deletes.map((entry) => entries(entry.index).delete(entry.key + key)),
    ...puts.map((entry) => entries(entry.index).put(entry.key + key, entry.item)),
  ];
}
