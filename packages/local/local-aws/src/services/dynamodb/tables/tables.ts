import { AwsError } from '../../../protocol/aws-error.ts';
import type { Database } from '../engine/database.ts';
import type { Table } from './table.ts';

/** The tables, also held in memory, because every request needs one. */
export interface Tables {
  find(name: string): Table | undefined;
  /** Throws ResourceNotFoundException. */
  get(name: string): Table;
  /** Names in order. */
  names(): string[];
  all(): Iterable<Table>;
  /** Records a change that has been committed. */
  set(table: Table): void;
  remove(name: string): void;
}

export async function loadTables(database: Database): Promise<Tables> {
  const tables = new Map<string, Table>();
  for await (const [name, table] of database.tables.entries()) tables.set(name, table);
  return {
    find: (name) => tables.get(name),
    get(name) {
      const table = tables.get(name);
      if (!table) throw tableNotFound(name);
      return table;
    },
    names: () => [...tables.keys()].sort(),
    all: () => tables.values(),
    set: (table) => void tables.set(table.description.TableName, table),
    remove: (name) => void tables.delete(name),
  };
}

function tableNotFound(name: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${name} not found`,
    400,
  );
}
