import { z } from 'zod';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { alarmArn } from '../alarm.ts';

export const enableAlarmActions = switchActions('EnableAlarmActions', true);
export const disableAlarmActions = switchActions('DisableAlarmActions', false);

/** As on AWS, alarms that are not there are passed over. */
function switchActions(name: string, ActionsEnabled: boolean) {
  return operation({
    name,
    input: z.strictObject({ AlarmNames: listOf(z.string()).pipe(z.array(z.string()).max(100)) }),
    resource: ({ AlarmNames }, { cloud }) => AlarmNames.map((each) => alarmArn(cloud, each)),
    async run({ AlarmNames }, { state: { alarms } }) {
      const found = AlarmNames.flatMap((each) => alarms.all.get(each) ?? []);
      await alarms.save(
        found.map((alarm) => ({ ...alarm, settings: { ...alarm.settings, ActionsEnabled } })),
      );
    },
  });
}
