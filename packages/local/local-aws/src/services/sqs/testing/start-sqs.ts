import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

/** A message attribute or a system attribute of text. */
export const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

/** local-aws with one queue, and the official client of SQS. They end with the test. */
export async function startSqs(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const sqs = new SQSClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => sqs.destroy());

  async function createQueue(
    QueueName: string,
    Attributes: Partial<Record<QueueAttributeName, string>> = {},
  ) {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  }

  const url = await createQueue('jobs');
  return {
    aws,
    sqs,
    url,
    createQueue,
    send: (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, ...more })),
    /** What one ReceiveMessage finds. */
    async receive(more: Partial<ReceiveMessageCommandInput> = {}) {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, ...more }));
      return Messages ?? [];
    },
    async attributes(QueueUrl = url) {
      const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      return (await sqs.send(request)).Attributes ?? {};
    },
  };
}

export function arnOf(QueueName: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
}
