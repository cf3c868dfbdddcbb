import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';
import { connectQueues } from '../../lambda/testing/connect-queues.ts';

/** local-aws with one topic, and the official clients of SNS and SQS. They end with the test. */
export async function startSns(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const sns = new SNSClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => sns.destroy());

  async function createTopic(Name: string, Attributes: Record<string, string> = {}) {
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
    return TopicArn;
  }

  const topic = await createTopic('changes');
  return {
    aws,
    sns,
    topic,
    ...connectQueues(aws.endpoint),
    createTopic,
    /** Subscribes a queue or a function to the topic; answers the subscription's ARN. */
    async subscribe(Endpoint: string, Attributes: Record<string, string> = {}) {
      const Protocol = Endpoint.split(':')[2];
      const request = new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, Attributes });
      return (await sns.send(request)).SubscriptionArn ?? '';
    },
    publish: (Message: string, more: Partial<PublishCommandInput> = {}) =>
      sns.send(new PublishCommand({ TopicArn: topic, Message, ...more })),
    async topicAttributes(TopicArn = topic) {
      return (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
    },
    async subscriptionAttributes(SubscriptionArn: string) {
      return (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};
    },
  };
}

/** What SNS answers to a parameter that it does not take. */
export function invalid(message: string) {
  return { name: 'InvalidParameterException', message: `Invalid parameter: ${message}` };
}
