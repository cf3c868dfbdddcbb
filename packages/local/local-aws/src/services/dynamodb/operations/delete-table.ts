import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import type { DatabaseChange } from '../engine/database.ts';
import { dropIndex } from '../tables/index-entries.ts';
import { secondaryIndexes } from '../tables/table.ts';
import { ofTable, operation, tableName } from './operation.ts';

/** Deletes the table, its items and its index entries in one step; its stream stays readable for a day. */
export const deleteTable = operation({
  name: 'DeleteTable',
  input: z.strictObject({ TableName: tableName }),
  resource: ofTable,
  run: ({ TableName }, { state }) =>
    state.serially(async () => {
      const { database, tables, streams } = state;
      const table = tables.get(TableName);
      const { description } = table;
      if (description.DeletionProtectionEnabled)
        throw new ValidationError(
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      const items = database.items(TableName);
      const changes: DatabaseChange[] = [database.tables.delete(TableName)];
      for await (const [key] of items.entries()) changes.push(items.delete(key));
      for (const { IndexName } of secondaryIndexes(description))
        changes.push(...(await dropIndex(database, table, IndexName)));
      if (description.StreamSpecification?.StreamEnabled && description.LatestStreamArn)
        changes.push(streams.disable(description.LatestStreamArn));
      await database.commit(changes);
      tables.remove(TableName);
      return { TableDescription: { ...description, TableStatus: 'DELETING' } };
    }),
});
