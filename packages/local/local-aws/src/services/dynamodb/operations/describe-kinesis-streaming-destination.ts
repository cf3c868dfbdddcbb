import { z } from 'zod';
import { ofTable, operation, tableName } from './operation.ts';

/** There is no Kinesis here, so a table has no such destination. */
export const describeKinesisStreamingDestination = operation({
  name: 'DescribeKinesisStreamingDestination',
  input: z.strictObject({ TableName: tableName }),
  resource: ofTable,
  run: ({ TableName }, { state }) => ({
    TableName: state.tables.get(TableName).description.TableName,
    KinesisDataStreamDestinations: [],
  }),
});
