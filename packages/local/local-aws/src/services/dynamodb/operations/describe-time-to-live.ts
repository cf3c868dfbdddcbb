import { z } from 'zod';
import { ofTable, operation, tableName } from './operation.ts';

export const describeTimeToLive = operation({
  name: 'DescribeTimeToLive',
  input: z.strictObject({ TableName: tableName }),
  resource: ofTable,
  run({ TableName }, { state }) {
    const { timeToLive } = state.tables.get(TableName);
    return {
      TimeToLiveDescription: timeToLive
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive }
        : { TimeToLiveStatus: 'DISABLED' },
    };
  },
});
