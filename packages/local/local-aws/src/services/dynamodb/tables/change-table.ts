import type { DynamoDbState } from '../dynamodb-state.ts';
import type { DatabaseChange } from '../engine/database.ts';
import type { Table } from './table.ts';

/** Changes a table's stored data between two writes of items, never during one. */
export function changeTable(
  state: DynamoDbState,
  name: string,
  change: (
    table: Table,
  ) =>
    | { table: Table; also?: readonly DatabaseChange[] }
    | Promise<{ table: Table; also?: readonly DatabaseChange[] }>,
): Promise<Table> {
  return state.serially(async () => {
    const { table, also = [] } = await change(state.tables.get(name));
    await state.database.commit([state.database.tables.put(name, table), ...also]);
    state.tables.set(table);
    return table;
  });
}
