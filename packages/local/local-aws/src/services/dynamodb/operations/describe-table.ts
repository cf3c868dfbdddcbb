import { z } from 'zod';
import { ofTable, operation, tableName } from './operation.ts';

export const describeTable = operation({
  name: 'DescribeTable',
  input: z.object({ TableName: tableName }),
  resource: ofTable,
  run: ({ TableName }, { state }) => ({ Table: state.tables.get(TableName).description }),
});
