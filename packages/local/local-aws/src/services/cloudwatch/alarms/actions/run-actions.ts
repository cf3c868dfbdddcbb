import { authorizeSending, channelOf } from '../../../../channels/channel.ts';
import type { Cloud } from '../../../../cloud/cloud.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { payloadOf } from '../../../../trail/span.ts';
import { actionsOf, alarmArn, type StateChange } from '../alarm.ts';
import type { History } from '../history.ts';
import { functionEvent } from './function-event.ts';
import { notification, notificationSubject } from './notification.ts';

/** Does what an alarm has to do in its new state. On AWS, too, the history alone shows an action that failed. */
export async function runActions(cloud: Cloud, history: History, change: StateChange): Promise<void> {
  const { alarm } = change;
  for (const arn of actionsOf(alarm, alarm.state.value)) {
    const error = await runAction(cloud, change, arn).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined && !(error instanceof AwsError)) cloud.logFault('an alarm could not tell', error);
    const message = error instanceof Error ? error.message : String(error);
    if (error !== undefined) cloud.log.warn(`The alarm ${alarm.AlarmName} could not tell ${arn}: ${message}`);
    const outcome = error === undefined ? 'Succeeded' : 'Failed';
    history.add({
      AlarmName: alarm.AlarmName,
      Timestamp: cloud.now(),
      HistoryItemType: 'Action',
      HistorySummary:
        error === undefined
          ? `Successfully executed action ${arn}`
          : `Failed to execute action ${arn}. Received error: "${message}"`.slice(0, 255),
      data: { actionState: outcome, stateUpdateTimestamp: alarm.state.at, notificationResource: arn },
    });
  }
}

async function runAction(cloud: Cloud, change: StateChange, arn: string): Promise<void> {
  const sourceArn = alarmArn(cloud, change.alarm.AlarmName);
  const channel = channelOf(cloud, arn);
  const body = JSON.stringify(channel ? notification(cloud, change) : functionEvent(cloud, change));
  const span = {
    kind: 'event',
    service: 'monitoring',
    name: `alarm ${change.alarm.state.value}`,
    target: arn,
    input: payloadOf(body),
    causedBy: [],
  } as const;
  await cloud.trail.step(span, async () => {
    if (channel) {
      const context = { 'aws:SourceOwner': cloud.accountId }; // for which a topic's default policy asks
      await authorizeSending(cloud, channel, { service: 'cloudwatch.amazonaws.com', sourceArn, context });
      await channel.send(body, { subject: notificationSubject(cloud, change) });
      return;
    }
    const call = { functionArn: arn, principal: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn };
    if (!(await cloud.ports.lambda.permits(call)))
      throw new AwsError('AccessDeniedException', `CloudWatch may not invoke ${arn}`, 403);
    await cloud.ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(body) });
  });
}
