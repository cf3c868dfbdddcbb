import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Dependencies } from './handler.ts';
import { messageBody } from './message-body.ts';

/** Events that could not be sent to their endpoint's queue, or put on the bus. */
export class EnqueueError extends Error {
  readonly code: 'NoQueue' | 'NotTaken';
  constructor(code: EnqueueError['code'], message: string) {
    super(message);
    this.name = 'EnqueueError';
    this.code = code;
  }
}

const batchSize = 10; // SQS's limit

/** Sends events to the queue of their endpoint. Throws `EnqueueError` if SQS refuses any of them. */
export function createEnqueue(
  client: SQSClient,
  queues: Readonly<Record<string, string>>,
): Dependencies['enqueue'] {
  return async (endpoint, events) => {
    const queueUrl = queues[endpoint];
    if (!queueUrl) throw new EnqueueError('NoQueue', `The webhook ${endpoint} has no queue yet.`);
    for (let start = 0; start < events.length; start += batchSize) {
      const batch = events.slice(start, start + batchSize);
      const Entries = batch.map((event, index) => ({ Id: String(index), MessageBody: messageBody(event) }));
      const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed: [failure, ...more] = [] } = await client.send(command);
      if (failure) {
        const taken = `${batch.length - 1 - more.length} of ${batch.length}`;
        throw new EnqueueError('NotTaken', `The queue of ${endpoint} accepted ${taken}: ${failure.Message}`);
      }
    }
  };
}
