import {
  CreateQueueCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished } from 'vitest';

/** The official client of SQS, and what tests of functions do with queues. */
export function connectQueues(endpoint: string) {
  const sqs = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => sqs.destroy());

  /** A queue's next message. */
  async function receiveMessage(QueueUrl: string): Promise<Message> {
    const request = { QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] };
    let message: Message | undefined;
    const take = async () => (await sqs.send(new ReceiveMessageCommand(request))).Messages?.[0];
    await expect
      .poll(async () => (message ??= await take()), { timeout: 25_000, interval: 50 })
      .toBeDefined();
    return message ?? {};
  }

  return {
    sqs,
    /** For a queue that already exists. */
    urlOf: (name: string) => `${endpoint}/000000000000/${name}`,
    /** A queue's URL and ARN. */
    async createQueue(QueueName: string, Attributes: Partial<Record<QueueAttributeName, string>> = {}) {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      return { url: QueueUrl, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
    },
    async send(QueueUrl: string, bodies: readonly string[]): Promise<void> {
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    receiveMessage,
    /** The body of a queue's next message. */
    receive: async (QueueUrl: string) => (await receiveMessage(QueueUrl)).Body ?? '',
  };
}
