import type { Cloud } from '../../../cloud/cloud.ts';
import { type Alarm, alarmArn } from './alarm.ts';

/** An alarm as answers describe it. */
export function describeAlarm(cloud: Cloud, alarm: Alarm) {
  const { AlarmName, settings, state } = alarm;
  const at = new Date(state.at);
  return {
    AlarmName,
    AlarmArn: alarmArn(cloud, AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.AlarmConfigurationUpdatedTimestamp),
    ...settings,
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: at,
    StateTransitionedTimestamp: at,
  };
}
