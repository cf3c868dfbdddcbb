import type { Change } from '../../../storage/collection.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import type { Table } from './table.ts';

/** Changes what is kept of a table, between two writes of items and never during one. */
export function changeTable(
  state: DynamoDbState,
  name: string,
  change: (
    table: Table,
  ) =>
    | { table: Table; also?: readonly Change<unknown>[] }
    | Promise<{ table: Table; also?: readonly Change<unknown>[] }>,
): Promise<Table> {
  return state.serially(async () => {
    const { table, also = [] } = await change(state.tables.get(name));
    await state.database.commit([state.database.tables.put(name, table), ...also]);
    state.tables.set(table);
    return table;
  });
}
