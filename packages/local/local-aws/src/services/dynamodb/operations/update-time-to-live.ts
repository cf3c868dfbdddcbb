import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { changeTable } from '../tables/change-table.ts';
import { ofTable, operation, tableName } from './operation.ts';

export const updateTimeToLive = operation({
  name: 'UpdateTimeToLive',
  input: z.strictObject({
    TableName: tableName,
    TimeToLiveSpecification: z.strictObject({
      Enabled: z.boolean(),
      AttributeName: z.string().min(1).max(255),
    }),
  }),
  resource: ofTable,
  async run({ TableName, TimeToLiveSpecification: wanted }, { state }) {
    await changeTable(state, TableName, (table) => {
      const { timeToLive, ...without } = table;
      if (wanted.Enabled && timeToLive !== undefined)
        throw new ValidationError('TimeToLive is already enabled');
      if (!wanted.Enabled && timeToLive === undefined)
        throw new ValidationError('TimeToLive is already disabled');
      if (!wanted.Enabled && timeToLive !== wanted.AttributeName)
        throw new ValidationError(
          `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive}`,
        );
      return { table: wanted.Enabled ? { ...without, timeToLive: wanted.AttributeName } : without };
    });
    state.expiry.lookThrough(TableName);
    return { TimeToLiveSpecification: wanted };
  },
});
