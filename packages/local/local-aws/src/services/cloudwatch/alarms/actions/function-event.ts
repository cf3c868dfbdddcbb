import type { Cloud } from '../../../../cloud/cloud.ts';
import { alarmArn, type StateChange } from '../alarm.ts';
import { awsTime } from '../state-reason.ts';
import { describeChange } from './describe-change.ts';

/** The event of a function that an alarm invokes. Source: CloudWatch user guide, "Invoke a Lambda function from an alarm". */
export function functionEvent(cloud: Cloud, change: StateChange) {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(cloud, change.alarm.AlarmName),
    accountId: cloud.accountId,
    time: awsTime(change.alarm.state.at),
    region: cloud.region,
    alarmData: describeChange(change),
  };
}
