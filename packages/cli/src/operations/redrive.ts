import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { type FailedEvent, parseFailedEvent } from './failed-event.ts';
import type { DeployedStack } from './stack.ts';

type Queue = Pick<DeployedStack, 'sqs' | 'lambda' | 'failedEventsQueueUrl'>;

/** Long enough to hand a batch of ten to Lambda; a message of an interrupted run comes back after it. */
const visibilitySeconds = 60;

/** The failed events that wait in the queue. They stay there, visible again once listed. */
export async function listFailedEvents(stack: Queue): Promise<FailedEvent[]> {
  const queueUrl = await stack.failedEventsQueueUrl();
  const messages: Message[] = [];
  for await (const message of receiveAll(stack, queueUrl)) messages.push(message);
  await release(stack, queueUrl, messages);
  return messages.flatMap(({ Body = '' }) => parseFailedEvent(Body) ?? []);
}

/**
 * Runs failed events again, asynchronously, one after the other. An event is deleted from the queue only after
 * Lambda has taken it: whoever interrupts this gets an event twice at worst, which the pipeline does not mind.
 */
export async function* redrive(stack: Queue): AsyncGenerator<FailedEvent> {
  const queueUrl = await stack.failedEventsQueueUrl();
  for await (const { Body = '', ReceiptHandle } of receiveAll(stack, queueUrl)) {
    const event = parseFailedEvent(Body);
    if (!event) continue; // not ours: it stays in the queue for somebody who knows it
    await stack.lambda.send(
      new InvokeCommand({
        FunctionName: event.functionArn,
        InvocationType: 'Event',
        Payload: Buffer.from(event.payload),
      }),
    );
    await stack.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    yield event;
  }
}

/** Every message that is visible now, each once. */
async function* receiveAll({ sqs }: Queue, queueUrl: string): AsyncGenerator<Message> {
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: visibilitySeconds,
        WaitTimeSeconds: 1, // long polling asks all of SQS's servers, so an empty answer means empty
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) return;
    for (const message of fresh) {
      seen.add(message.MessageId ?? '');
      yield message;
    }
  }
}

async function release({ sqs }: Queue, queueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += 10) {
    const entries = messages.slice(start, start + 10).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}
