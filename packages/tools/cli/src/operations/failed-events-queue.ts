import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { DeployedStack } from './stack.ts';

/** Long enough to send a message to Lambda, with retries. What an interrupted run holds returns after this time. */
const visibilitySeconds = 30;

export interface FailedEventsQueue {
  /** Messages that another run holds, or one that was interrupted less than `visibilitySeconds` ago. */
  readonly inFlight: number;
  /** Every message that is now visible, each once; at most `atOnce` of them are held at a time. */
  receiveAll(atOnce: number): AsyncGenerator<Message>;
  delete(message: Message): Promise<void>;
  /** Makes messages visible again before their timeout. */
  release(messages: readonly Message[]): Promise<void>;
}

/** The signal ends the wait for messages; its reason is thrown. */
export async function openFailedEventsQueue(
  { sqs, failedEventsQueue }: Pick<DeployedStack, 'sqs' | 'failedEventsQueue'>,
  abortSignal?: AbortSignal,
): Promise<FailedEventsQueue> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: failedEventsQueue }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
  );

  return {
    inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),

    async *receiveAll(atOnce) {
      const seen = new Set<string>();
      const seenAgain = new Set<string>();
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: atOnce,
            VisibilityTimeout: visibilitySeconds,
            WaitTimeSeconds: 1, // long polling asks all of SQS's servers, so an empty response means an empty queue
          }),
          { ...(abortSignal && { abortSignal }) },
        );
        if (Messages.length === 0) return;
        for (const message of Messages) {
          const { MessageId = '' } = message;
          if (seenAgain.has(MessageId)) return; // a caller that keeps its messages would loop for ever
          if (seen.has(MessageId)) seenAgain.add(MessageId);
          else {
            seen.add(MessageId);
            yield message;
          }
        }
      }
    },

    async delete({ ReceiptHandle }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },

    async release(messages) {
      for (let start = 0; start < messages.length; start += 10) {
        const Entries = messages.slice(start, start + 10).map(({ ReceiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle,
          VisibilityTimeout: 0,
        }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
}
