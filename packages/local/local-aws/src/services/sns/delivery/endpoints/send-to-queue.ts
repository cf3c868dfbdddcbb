import { authorizeSending, channelOf } from '../../../../channels/channel.ts';
import type { Cloud } from '../../../../cloud/cloud.ts';
import { AwsError } from '../../../../protocol/aws-error.ts';
import type { QueueMessage } from './queue-message.ts';

/** SQS accepts no more. */
const maximumAttributes = 10;

/** Sends to a queue, or a dead-letter queue, on behalf of a topic. Throws if the queue does not exist or refuses. */
export async function sendToQueue(
  cloud: Cloud,
  topicArn: string,
  queueArn: string,
  { body, attributes }: QueueMessage,
  traceHeader?: string,
): Promise<void> {
  const channel = channelOf(cloud, queueArn);
  if (!channel) throw new AwsError('InvalidParameter', `${queueArn} is no queue.`);
  await authorizeSending(cloud, channel, { service: 'sns.amazonaws.com', sourceArn: topicArn });
  if (Object.keys(attributes).length > maximumAttributes) {
    throw new AwsError('InvalidParameterValue', 'SQS takes no more than 10 message attributes.');
  }
  await channel.send(body, { attributes, traceHeader });
}
