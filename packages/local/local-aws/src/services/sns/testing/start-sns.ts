import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  type PublishCommandInput,
  SetTopicAttributesCommand,
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
  return { aws, ...(await connectSns(aws.endpoint)) };
}

/** The clients, and what most tests do with them. */
export async function connectSns(endpoint: string) {
  const sns = new SNSClient({
    endpoint,
    region: 'us-east-1',
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
    sns,
    topic,
    ...connectQueues(endpoint),
    createTopic,
    /** Subscribes a queue, a function or a URL to the topic; returns the subscription's ARN. */
    async subscribe(Endpoint: string, Attributes: Record<string, string> = {}) {
      const Protocol = /^arn:aws:(?<service>sqs|lambda):/.exec(Endpoint)?.groups?.service ?? 'http';
      const request = new SubscribeCommand({ TopicArn: topic, Protocol, Endpoint, Attributes });
      return (await sns.send(request)).SubscriptionArn ?? '';
    },
    publish: (Message: string, more: Partial<PublishCommandInput> = {}) =>
      sns.send(new PublishCommand({ TopicArn: topic, Message, ...more })),
    setTopic: (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName, AttributeValue })),
    async topicAttributes(TopicArn = topic) {
      return (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
    },
    async subscriptionAttributes(SubscriptionArn: string) {
      return (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};
    },
  };
}

/** SNS's error for a parameter that it refuses. */
export function invalid(message: string) {
  return { name: 'InvalidParameterException', message: `Invalid parameter: ${message}` };
}
