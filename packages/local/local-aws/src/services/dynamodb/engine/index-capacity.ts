import db from 'dynalite/db/index.js';
import type { Item } from '../attribute-value.ts';
import type { SecondaryIndex, TableDescription } from '../tables/table.ts';
import type { ItemChange } from './item-change.ts';
import { sameItem } from './same-item.ts';

const kinds = ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'] as const;
type IndexUnits = Partial<Record<(typeof kinds)[number], Record<string, { CapacityUnits: number }>>>;

/** What DynamoDB answers of a table where it is asked for consumed capacity; `Table` and the indexes for INDEXES. */
export interface ConsumedCapacity extends IndexUnits {
  readonly TableName: string;
  readonly CapacityUnits: number;
  readonly Table?: { readonly CapacityUnits: number } | undefined;
}

/**
 * The capacity of a write, with the units that its changes took of the table's indexes: one entry put, deleted, or
 * changed where it stands, and both where its key changes. An index that keeps what it has takes none and is not told.
 * Source: DynamoDB developer guide, "Provisioned throughput considerations for Global Secondary Indexes".
 */
export function withIndexUnits(table: ConsumedCapacity, changes: readonly ItemChange[]): ConsumedCapacity {
  const own = changes.filter((change) => change.table.description.TableName === table.TableName);
  const units: IndexUnits = {};
  let total = table.CapacityUnits;
  for (const change of own) {
    const { description } = change.table;
    for (const kind of kinds) {
      for (const index of description[kind] ?? []) {
        const count = unitsOf(index, change, description);
        if (count === 0) continue;
        total += count;
        units[kind] ??= {};
        const before = units[kind][index.IndexName]?.CapacityUnits ?? 0;
        units[kind][index.IndexName] = { CapacityUnits: before + count };
      }
    }
  }
  return { ...table, CapacityUnits: total, ...(table.Table ? units : {}) };
}

function unitsOf(index: SecondaryIndex, { before, after }: ItemChange, table: TableDescription): number {
  const [old, now] = [entryOf(index, before, table), entryOf(index, after, table)];
  if (!old || !now) return writeUnits(old?.item) + writeUnits(now?.item);
  if (old.key !== now.key) return writeUnits(old.item) + writeUnits(now.item);
  return sameItem(old.item, now.item) ? 0 : Math.max(writeUnits(old.item), writeUnits(now.item));
}

/** What an index has of an item; undefined where the item lacks the index's key. */
function entryOf(index: SecondaryIndex, item: Item | undefined, table: TableDescription) {
  const [entry] = db.getIndexActions([index], undefined, item, table).puts;
  if (!entry) return undefined;
  const present = Object.entries(entry.item).filter(([, value]) => value !== undefined);
  return { key: entry.key, item: Object.fromEntries(present) };
}

/** One for each started KB. */
function writeUnits(entry: Item | undefined): number {
  return entry ? Math.ceil(db.itemSize(entry) / 1024) : 0;
}
