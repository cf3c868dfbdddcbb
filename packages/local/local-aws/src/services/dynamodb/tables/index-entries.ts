import type { Change } from '../../../storage/collection.ts';
import type { Database } from '../engine/database.ts';
import { indexChanges } from '../engine/write.ts';
import type { SecondaryIndex, Table } from './table.ts';

/** The entries of a new index, from the existing items. */
export async function fillIndex(
  database: Database,
  table: Table,
  index: SecondaryIndex,
): Promise<Change<unknown>[]> {
  const changes: Change<unknown>[] = [];
  for await (const [key, item] of database.items(table.description.TableName).entries()) {
    changes.push(...indexChanges(database, table, { key, before: undefined, after: item }, [index]));
  }
  return changes;
}

export async function dropIndex(
  database: Database,
  table: Table,
  indexName: string,
): Promise<Change<unknown>[]> {
  const entries = database.index(table.description.TableName, indexName);
  const changes: Change<unknown>[] = [];
  for await (const [key] of entries.entries()) changes.push(entries.delete(key));
  return changes;
}
