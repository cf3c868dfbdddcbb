import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Collection } from '../../../storage/collection.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { QueueRecord } from './queue-record.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly delaySeconds?: number | undefined;
  readonly senderId: string;
  readonly deadLetterSource?: string;
}

export interface ReceivedMessage extends Message {
  readonly receiptHandle: string;
}

/**
 * One queue: its messages in memory, every change written to storage before it is answered. Nothing waits between a
 * look at the messages and their change, so no two receivers get the same one.
 */
export interface Queue {
  record: QueueRecord;
  send(message: NewMessage): Promise<Message>;
  /** Up to `maximum` messages that are visible now. */
  receive(maximum: number, visibilitySeconds?: number): Promise<ReceivedMessage[]>;
  /** A handle of an older receive deletes nothing, as at SQS. */
  delete(receiptHandle: string): Promise<void>;
  /** Throws MessageNotInflight. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
  purge(): Promise<void>;
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** Calls back when a message may have become visible; returns a function that stops it. */
  onVisible(callback: () => void): () => void;
  close(): void;
}

export function createQueue(options: {
  readonly cloud: Cloud;
  readonly record: QueueRecord;
  readonly stored: readonly Message[];
  readonly storage: Collection<Message>;
  /** Where a message goes after too many receives; `undefined` for a queue that is not there. */
  readonly deadLetterQueue: (arn: string) => Queue | undefined;
}): Queue {
  const { cloud, storage, deadLetterQueue } = options;
  const messages = new Map(options.stored.map((message) => [message.id, message]));
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  const now = () => cloud.now().getTime();
  const keyOf = (id: string) => `${queue.record.name}\0${id}`;

  async function put(message: Message): Promise<void> {
    messages.set(message.id, message);
    await storage.put(keyOf(message.id), message);
    awaken();
  }

  async function remove(id: string): Promise<void> {
    messages.delete(id);
    await storage.delete(keyOf(id));
  }

  /** Tells the listeners now if something is visible, and else when it will be. */
  function awaken(): void {
    clearTimeout(timer);
    if (listeners.size === 0 || messages.size === 0) return;
    const next = Math.min(...[...messages.values()].map(({ visibleAt }) => visibleAt)) - now();
    if (next > 0) {
      timer = setTimeout(awaken, next);
      return;
    }
    for (const listener of [...listeners]) listener();
    const later = [...messages.values()].map(({ visibleAt }) => visibleAt - now()).filter((wait) => wait > 0);
    if (later.length > 0) timer = setTimeout(awaken, Math.min(...later));
  }

  function find(receiptHandle: string): Message | undefined {
    const [id = '', receipt] = receiptHandle.split('.');
    const message = messages.get(id);
    return message && message.receipt === receipt ? message : undefined;
  }

  const queue: Queue = {
    record: options.record,
    async send({ body, attributes = {}, delaySeconds, senderId, deadLetterSource }) {
      const sentAt = now();
      const delay = delaySeconds ?? Number(queue.record.attributes.DelaySeconds);
      const message: Message = {
        id: randomUUID(),
        body,
        attributes,
        sentAt,
        senderId,
        visibleAt: sentAt + delay * 1000,
        receiveCount: 0,
        ...(deadLetterSource === undefined ? {} : { deadLetterSource }),
      };
      await put(message);
      return message;
    },

    async receive(maximum, visibilitySeconds) {
      const { attributes, arn } = queue.record;
      const at = now();
      const visibleAt = at + (visibilitySeconds ?? Number(attributes.VisibilityTimeout)) * 1000;
      const tooOld = at - Number(attributes.MessageRetentionPeriod) * 1000;
      const redrive = attributes.RedrivePolicy ? JSON.parse(attributes.RedrivePolicy) : undefined;
      const taken: ReceivedMessage[] = [];
      const changes: Promise<unknown>[] = [];
      for (const message of messages.values()) {
        if (taken.length === maximum) break;
        if (message.sentAt < tooOld) changes.push(remove(message.id));
        else if (message.visibleAt <= at) {
          const target =
            redrive && message.receiveCount >= Number(redrive.maxReceiveCount)
              ? deadLetterQueue(redrive.deadLetterTargetArn)
              : undefined;
          if (target) {
            changes.push(target.send({ ...message, deadLetterSource: arn }).then(() => remove(message.id)));
            messages.delete(message.id);
            continue;
          }
          const receipt = randomUUID();
          const received: Message = {
            ...message,
            visibleAt,
            receipt,
            receiveCount: message.receiveCount + 1,
            firstReceivedAt: message.firstReceivedAt ?? at,
          };
          taken.push({ ...received, receiptHandle: `${message.id}.${receipt}` });
          changes.push(put(received));
        }
      }
      await Promise.all(changes);
      return taken;
    },

    async delete(receiptHandle) {
      const message = find(receiptHandle);
      if (message) await remove(message.id);
    },

    async changeVisibility(receiptHandle, seconds) {
      const message = find(receiptHandle);
      if (!message || message.visibleAt <= now()) {
        throw new AwsError(
          'MessageNotInflight',
          'The message referred to is not in flight or its receipt handle has expired.',
        );
      }
      await put({ ...message, visibleAt: now() + seconds * 1000 });
    },

    async purge() {
      await Promise.all([...messages.keys()].map(remove));
    },

    counts() {
      const at = now();
      const hidden = [...messages.values()].filter(({ visibleAt }) => visibleAt > at);
      const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
      return { visible: messages.size - hidden.length, inFlight: hidden.length - delayed, delayed };
    },

    onVisible(callback) {
      listeners.add(callback);
      awaken();
      return () => listeners.delete(callback);
    },

    close: () => clearTimeout(timer),
  };
  return queue;
}
