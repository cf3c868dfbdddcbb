import type { Cloud } from '../../../../cloud/cloud.ts';
import { alarmArn, type StateChange } from '../alarm.ts';
import { describeChange } from './describe-change.ts';

/** Puts the change on the default bus, whether or not the alarm has actions. Source: CloudWatch user guide, "Alarm events and EventBridge". */
export function tellBus(cloud: Cloud, change: StateChange): Promise<void> {
  return cloud.ports.events.put({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    time: new Date(change.alarm.state.at),
    resources: [alarmArn(cloud, change.alarm.AlarmName)],
    detail: describeChange(change),
  });
}
