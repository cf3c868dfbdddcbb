import { z } from 'zod';
import type { Table } from '../tables/table.ts';
import { ofTable, operation, tableName } from './operation.ts';

export const describeContinuousBackups = operation({
  name: 'DescribeContinuousBackups',
  input: z.strictObject({ TableName: tableName }),
  resource: ofTable,
  run: ({ TableName }, { cloud, state }) => ({
    ContinuousBackupsDescription: continuousBackups(state.tables.get(TableName), cloud.now()),
  }),
});

/** AWS can restore up to five minutes before now. */
export function continuousBackups({ pointInTimeRecovery: recovery }: Table, now: Date) {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recovery.recoveryPeriodInDays,
          EarliestRestorableDateTime: recovery.enabledAt,
          LatestRestorableDateTime: Math.max(recovery.enabledAt, now.getTime() / 1000 - 300),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}
