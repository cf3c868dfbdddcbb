import { z } from 'zod';
import { ofTable, operation, tableName } from './operation.ts';

export const describeTable = operation({
  name: 'DescribeTable',
  input: z.strictObject({ TableName: tableName }),
  resource: ofTable,
  run: ({ TableName }, { state }) => ({ Table: state.tables.get(TableName).description }),
});
