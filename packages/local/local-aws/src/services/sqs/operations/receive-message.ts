import { z } from 'zod';
import { md5, md5OfAttributes } from '../queue/message.ts';
import type { Queue, ReceivedMessage } from '../queue/queue.ts';
import { systemAttributes } from '../received.ts';
import { checkRange, invalidParameter, notOfStandardQueues } from '../sqs-error.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const receiveMessage = operation({
  name: 'ReceiveMessage',
  input: z.strictObject({
    QueueUrl: z.string(),
    MaxNumberOfMessages: z.int().default(1),
    VisibilityTimeout: z.int().optional(),
    WaitTimeSeconds: z.int().optional(),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
    ReceiveRequestAttemptId: z.string().nullish(),
  }),
  resource: queueResource,
  async run(input, { state, request }) {
    const queue = findQueue(state, input.QueueUrl);
    if (input.MaxNumberOfMessages < 1 || input.MaxNumberOfMessages > 10) {
      throw invalidParameter(
        `Value ${input.MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    }
    if (input.ReceiveRequestAttemptId)
      throw notOfStandardQueues('ReceiveRequestAttemptId', input.ReceiveRequestAttemptId);
    checkRange('WaitTimeSeconds', input.WaitTimeSeconds, 0, 20);
    checkRange('VisibilityTimeout', input.VisibilityTimeout, 0, 43_200);
    const seconds = input.WaitTimeSeconds ?? Number(queue.record.attributes.ReceiveMessageWaitTimeSeconds);
    const receive = () => queue.receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
    const givenUpAt = Date.now() + seconds * 1000;
    let messages = await receive();
    while (messages.length === 0 && Date.now() < givenUpAt && !request.signal.aborted) {
      await visibleOr(queue, givenUpAt - Date.now(), request.signal);
      if (!request.signal.aborted) messages = await receive(); // otherwise the messages are for others
    }
    const names = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    return messages.length === 0
      ? {}
      : { Messages: messages.map((message) => document(message, names, input.MessageAttributeNames)) };
  },
});

/** Resolves when a message may be visible, when the time is over, or when nobody waits any more. */
function visibleOr(queue: Queue, milliseconds: number, hungUp: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      hungUp.removeEventListener('abort', done);
      stop();
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    hungUp.addEventListener('abort', done);
    const stop = queue.onVisible(() => setImmediate(done));
  });
}

function document(message: ReceivedMessage, systemNames: readonly string[], names: readonly string[]) {
  const chosen = pick(systemAttributes(message), systemNames);
  const attributes = pick(message.attributes, names);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(chosen).length > 0 ? { Attributes: chosen } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }
      : {}),
  };
}

/** `All`, a name, or `prefix.*`: every name that starts with the prefix. */
function pick<Value>(
  values: Readonly<Record<string, Value>>,
  names: readonly string[],
): Record<string, Value> {
  const wanted = (key: string) =>
    names.some(
      (name) => name === 'All' || name === key || (name.endsWith('.*') && key.startsWith(name.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted(key)));
}
