import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { numberOf } from '../../input.ts';
import { type Alarm, alarmArn, stateValues } from '../alarm.ts';
import { describeAlarm } from '../describe-alarm.ts';

export const describeAlarms = operation({
  name: 'DescribeAlarms',
  input: z.strictObject({
    AlarmNames: listOf(z.string()).pipe(z.array(z.string()).max(100)).optional(),
    AlarmNamePrefix: z.string().min(1).max(255).optional(),
    AlarmTypes: listOf(z.enum(['CompositeAlarm', 'MetricAlarm'])).optional(),
    StateValue: z.enum(stateValues).optional(),
    ActionPrefix: z.string().min(1).max(1024).optional(),
    MaxRecords: numberOf(z.int().min(1).max(100)).default(50),
    NextToken: z.string().optional(),
    ChildrenOfAlarmName: notServed,
    ParentsOfAlarmName: notServed,
  }),
  resource: (_, { cloud }) => alarmArn(cloud, '*'),
  run(input, { cloud, state: { alarms } }) {
    const { AlarmNames = [], AlarmNamePrefix = '', AlarmTypes, StateValue, NextToken = '' } = input;
    const wanted = (AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm');
    const found = [...alarms.all.values()]
      .filter(
        (alarm) =>
          wanted &&
          alarm.AlarmName > NextToken &&
          alarm.AlarmName.startsWith(AlarmNamePrefix) &&
          (AlarmNames.length === 0 || AlarmNames.includes(alarm.AlarmName)) &&
          (StateValue ?? alarm.state.value) === alarm.state.value &&
          hasAction(alarm, input.ActionPrefix),
      )
      .sort((a, b) => (a.AlarmName < b.AlarmName ? -1 : 1));
    const page = found.slice(0, input.MaxRecords);
    return {
      CompositeAlarms: [],
      MetricAlarms: page.map((alarm) => describeAlarm(cloud, alarm)),
      ...(page.length < found.length ? { NextToken: page.at(-1)?.AlarmName } : {}),
    };
  },
});

function hasAction({ settings }: Alarm, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  const { OKActions, AlarmActions, InsufficientDataActions } = settings;
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions].some((action) =>
    action.startsWith(prefix),
  );
}
