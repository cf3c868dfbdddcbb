import { z } from 'zod';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { alarmArn, noSuchAlarm } from '../alarm.ts';

export const deleteAlarms = operation({
  name: 'DeleteAlarms',
  input: z.strictObject({ AlarmNames: listOf(z.string()).pipe(z.array(z.string()).max(100)) }),
  resource: ({ AlarmNames }, { cloud }) => AlarmNames.map((name) => alarmArn(cloud, name)),
  async run({ AlarmNames }, { state: { alarms } }) {
    for (const name of AlarmNames) if (!alarms.all.has(name)) throw noSuchAlarm(name);
    await alarms.remove(AlarmNames);
  },
});
