import { z } from 'zod';
import { changeTable } from '../tables/change-table.ts';
import { continuousBackups } from './describe-continuous-backups.ts';
import { ofTable, operation, tableName } from './operation.ts';

/** Point-in-time recovery is a setting that is stored and returned; there is nothing to restore from. */
export const updateContinuousBackups = operation({
  name: 'UpdateContinuousBackups',
  input: z.strictObject({
    TableName: tableName,
    PointInTimeRecoverySpecification: z.strictObject({
      PointInTimeRecoveryEnabled: z.boolean(),
      RecoveryPeriodInDays: z.number().int().min(1).max(35).optional(),
    }),
  }),
  resource: ofTable,
  async run({ TableName, PointInTimeRecoverySpecification: wanted }, { cloud, state }) {
    const table = await changeTable(state, TableName, (table) => {
      const { pointInTimeRecovery, ...without } = table;
      if (!wanted.PointInTimeRecoveryEnabled) return { table: without };
      const recovery = {
        enabledAt: pointInTimeRecovery?.enabledAt ?? cloud.now().getTime() / 1000,
        recoveryPeriodInDays: wanted.RecoveryPeriodInDays ?? pointInTimeRecovery?.recoveryPeriodInDays ?? 35,
      };
      return { table: { ...without, pointInTimeRecovery: recovery } };
    });
    return { ContinuousBackupsDescription: continuousBackups(table, cloud.now()) };
  },
});
