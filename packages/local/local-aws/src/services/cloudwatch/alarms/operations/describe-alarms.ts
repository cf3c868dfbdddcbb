import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { type Alarm, alarmArn, operation } from '../../cloudwatch-state.ts';
import { numberOf } from '../../input.ts';

/** Nothing measures here, so an alarm stays as it is made. */
const state = 'INSUFFICIENT_DATA';

export const describeAlarms = operation({
  name: 'DescribeAlarms',
  input: z.strictObject({
    AlarmNames: listOf(z.string()).pipe(z.array(z.string()).max(100)).optional(),
    AlarmNamePrefix: z.string().min(1).max(255).optional(),
    AlarmTypes: listOf(z.enum(['CompositeAlarm', 'MetricAlarm'])).optional(),
    StateValue: z.enum(['OK', 'ALARM', state]).optional(),
    ActionPrefix: z.string().min(1).max(1024).optional(),
    MaxRecords: numberOf(z.int().min(1).max(100)).default(50),
    NextToken: z.string().optional(),
    ChildrenOfAlarmName: notServed,
    ParentsOfAlarmName: notServed,
  }),
  resource: (_, { cloud }) => alarmArn(cloud, '*'),
  async run(input, { cloud, state: { alarms } }) {
    const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue = state, NextToken } = input;
    const MetricAlarms = [];
    const wanted = StateValue === state && (AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm');
    for await (const [name, alarm] of alarms.entries(NextToken ? { gt: NextToken } : {})) {
      if (!wanted || !name.startsWith(AlarmNamePrefix) || !hasAction(alarm, input.ActionPrefix)) continue;
      if (AlarmNames && AlarmNames.length > 0 && !AlarmNames.includes(name)) continue;
      if (MetricAlarms.length === input.MaxRecords)
        return { CompositeAlarms: [], MetricAlarms, NextToken: MetricAlarms.at(-1)?.AlarmName };
      const updated = new Date(alarm.AlarmConfigurationUpdatedTimestamp);
      const created = new Date(alarm.CreatedTimestamp);
      MetricAlarms.push({
        AlarmName: name,
        AlarmArn: alarmArn(cloud, name),
        AlarmConfigurationUpdatedTimestamp: updated,
        ...alarm.settings,
        StateValue: state,
        StateReason: 'Unchecked: Initial alarm creation',
        StateUpdatedTimestamp: created,
        StateTransitionedTimestamp: created,
      });
    }
    return { CompositeAlarms: [], MetricAlarms };
  },
});

function hasAction({ settings }: Alarm, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  return ['OKActions', 'AlarmActions', 'InsufficientDataActions'].some((kind) =>
    [settings[kind]].flat().some((action) => String(action).startsWith(prefix)),
  );
}
