import { channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import { authorize } from './destination.ts';

/** Lambda's words for a target that does not exist. */
const notFound = {
  queue:
    'SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  topic: 'SNS Error Code: NotFound. SNS Error Message: Topic does not exist',
};

/** Throws InvalidParameterValueException for a dead-letter queue or topic to which a function cannot send. */
export async function checkDeadLetterTarget(
  cloud: Cloud,
  { deadLetterArn: arn, role: roleArn }: FunctionRecord,
): Promise<void> {
  if (arn === undefined) return;
  const channel = channelOf(cloud, arn);
  if (!channel) throw invalidParameter(`The dead-letter target ${arn} is neither a queue nor a topic.`);
  const [service = '', action] = channel.action.split(':');
  if (!(await channel.exists())) {
    throw invalidParameter(`Error occurred while ${action}. ${notFound[channel.noun]}`);
  }
  await authorize(cloud, { arn, roleArn }).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `The provided execution role does not have permissions to call ${action} on ${service.toUpperCase()}`,
    );
  });
}
