import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { numberOf, time } from '../../input.ts';
import { alarmArn } from '../alarm.ts';

export const describeAlarmHistory = operation({
  name: 'DescribeAlarmHistory',
  input: z.strictObject({
    AlarmName: z.string().min(1).max(255).optional(),
    AlarmTypes: listOf(z.enum(['CompositeAlarm', 'MetricAlarm'])).optional(),
    HistoryItemType: z.enum(['ConfigurationUpdate', 'StateUpdate', 'Action']).optional(),
    StartDate: time.optional(),
    EndDate: time.optional(),
    MaxRecords: numberOf(z.int().min(1).max(100)).default(50),
    NextToken: z.string().regex(/^\d+$/).optional(),
    ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
    AlarmContributorId: notServed,
  }),
  resource: ({ AlarmName = '*' }, { cloud }) => alarmArn(cloud, AlarmName),
  run(input, { state: { alarms } }) {
    const { AlarmName, AlarmTypes, HistoryItemType, StartDate = 0, EndDate = Infinity, ScanBy } = input;
    const found = alarms.history
      .list()
      .filter(
        (item) =>
          (AlarmName ?? item.AlarmName) === item.AlarmName &&
          (AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm') &&
          (HistoryItemType ?? item.HistoryItemType) === item.HistoryItemType &&
          item.Timestamp.getTime() >= StartDate &&
          item.Timestamp.getTime() <= EndDate,
      );
    const sorted = ScanBy === 'TimestampAscending' ? found.toReversed() : found;
    const from = Number(input.NextToken ?? 0);
    const to = from + input.MaxRecords;
    return {
      AlarmHistoryItems: sorted.slice(from, to),
      ...(to < sorted.length ? { NextToken: String(to) } : {}),
    };
  },
});
