import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { isJson } from '../../../../protocol/is-json.ts';
import { operation } from '../../cloudwatch-state.ts';
import { alarmArn, noSuchAlarm, stateValues } from '../alarm.ts';
import { changeState } from '../change-state.ts';

/** The next evaluation may change the state again. */
export const setAlarmState = operation({
  name: 'SetAlarmState',
  input: z.strictObject({
    AlarmName: z.string().min(1).max(255),
    StateValue: z.enum(stateValues),
    StateReason: z.string().max(1023),
    StateReasonData: z.string().max(4000).optional(),
  }),
  resource: ({ AlarmName }, { cloud }) => alarmArn(cloud, AlarmName),
  async run({ AlarmName, StateValue, StateReason, StateReasonData }, { cloud, state: { alarms } }) {
    const alarm = alarms.all.get(AlarmName);
    if (!alarm) throw noSuchAlarm(AlarmName);
    if (StateReasonData !== undefined && !isJson(StateReasonData))
      throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON.');
    await changeState(cloud, alarms, alarm, {
      value: StateValue,
      reason: StateReason,
      reasonData: StateReasonData,
      at: cloud.now().getTime(),
    });
  },
});
