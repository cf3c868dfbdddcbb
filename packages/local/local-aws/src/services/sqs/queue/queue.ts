import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { Collection } from '../../../storage/collection.ts';
import { createLocks } from '../../../storage/locks.ts';
import { readRedrivePolicy } from '../redrive-policy.ts';
import { invalidParameter, SqsError } from '../sqs-error.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { QueueRecord } from './queue-record.ts';
import { parseReceiptHandle, writeReceiptHandle } from './receipt-handle.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly groupId?: string | undefined;
  readonly traceHeader?: string | undefined;
  readonly delaySeconds?: number | undefined;
  readonly senderId: string;
}

export interface ReceivedMessage extends Message {
  readonly receiptHandle: string;
}

/**
 * One queue: its messages in memory, every change written to storage before anybody sees it: what could not be written
 * has not happened. Nothing waits between a look at the messages and the claim to some of them, so no two receivers get
 * the same one.
 */
export interface Queue {
  record: QueueRecord;
  send(message: NewMessage): Promise<Message>;
  /** Up to `maximum` messages that are now visible. */
  receive(maximum: number, visibilitySeconds?: number): Promise<ReceivedMessage[]>;
  /** As on AWS, the handle of an older receive deletes nothing. Throws ReceiptHandleIsInvalid if it is not a handle. */
  delete(receiptHandle: string): Promise<void>;
  /**
   * Takes a handle of an older receive too, as SQS does. Does nothing to a message that is visible already.
   * Throws ReceiptHandleIsInvalid, InvalidParameterValue.
   */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
  /** Throws PurgeQueueInProgress within a minute of the last purge. */
  purge(): Promise<void>;
  /** All messages, as they are; nobody has received them by that. */
  peek(): readonly Message[];
  /** The keys under which its messages are stored. */
  keys(): string[];
  /**
   * Takes over a message that another queue gives up, which keeps it under that key: by one write, so that it is never
   * in both and never in none.
   */
  takeOver(message: Message, key: string): Promise<void>;
  /**
   * Moves one visible message, which is new to the other queue, as a redrive does it. Returns whether there was one;
   * throws what `destinationOf` throws.
   */
  moveOne(destinationOf: (message: Message) => Queue): Promise<boolean>;
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** Calls back when a message may have become visible. Returns a function that ends this. */
  onVisible(callback: () => void): () => void;
  close(): void;
}

export function createQueue(options: {
  readonly cloud: Cloud;
  readonly record: QueueRecord;
  readonly stored: readonly Message[];
  readonly storage: Collection<Message>;
  /** Where a message goes after too many receives; `undefined` if the queue does not exist. */
  readonly deadLetterQueue: (arn: string) => Queue | undefined;
}): Queue {
  const { cloud, storage, deadLetterQueue } = options;
  const messages = new Map(options.stored.map((message) => [message.id, message]));
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let purgedAt = Number.NEGATIVE_INFINITY;
  const now = () => cloud.now().getTime();
  const keyOf = (id: string) => `${queue.record.name}\0${id}`;

  const exclusive = createLocks();
  /** Keys of messages that are being received. */
  const claimed = new Set<string>();
  /** Of messages that were deleted and came again. */
  const copies = new Set<string>();

  async function put(message: Message): Promise<void> {
    await storage.put(keyOf(message.id), message);
    messages.set(message.id, message);
  }

  /** As after a deletion that did not reach all of SQS's servers: the message comes once more. */
  async function comeAgain({ receipt, receiveCount, ...message }: Message): Promise<void> {
    copies.add(message.id);
    await put({ ...message, visibleAt: now(), receiveCount: receiveCount - 1 });
    awaken();
  }

  async function remove(id: string): Promise<void> {
    await storage.delete(keyOf(id));
    messages.delete(id);
    copies.delete(id);
  }

  /** Reserves the message; does nothing if another change to it is running. */
  function claim<T>(message: Message, run: (message: Message) => Promise<T>): Promise<T | undefined> {
    const { id } = message;
    claimed.add(id);
    return exclusive(id, async () => (messages.get(id) === message ? run(message) : undefined)).finally(() =>
      claimed.delete(id),
    );
  }

  /** Notifies the listeners now if a message is visible, and later when one becomes visible. */
  function awaken(): void {
    clearTimeout(timer);
    if (listeners.size === 0) return;
    let isVisible = false;
    let next = Number.POSITIVE_INFINITY;
    for (const { id, visibleAt } of messages.values()) {
      if (claimed.has(id)) continue;
      const wait = visibleAt - now();
      if (wait <= 0) isVisible = true;
      else if (wait < next) next = wait;
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(awaken, next);
    if (isVisible) for (const listener of [...listeners]) listener();
  }

  /** The message that the handle names, if it still exists, and whether its latest receive issued the handle. */
  async function withReceived(
    handle: string,
    run: (message: Message | undefined, isNewest: boolean) => Promise<void>,
  ) {
    const { id, receipt } = parseReceiptHandle(handle);
    return exclusive(id, () => {
      const message = messages.get(id);
      return run(message, message?.receipt === receipt);
    });
  }

  const queue: Queue = {
    record: options.record,
    async send({ body, attributes = {}, groupId, traceHeader, delaySeconds, senderId }) {
      const sentAt = now();
      const delay = delaySeconds ?? Number(queue.record.attributes.DelaySeconds);
      const message: Message = {
        id: randomUUID(),
        body,
        attributes,
        groupId,
        traceHeader,
        sentAt,
        senderId,
        visibleAt: sentAt + delay * 1000 + cloud.faults.lateMs('sqs'),
        receiveCount: 0,
      };
      cloud.trail.current()?.leave(`message:${message.id}`);
      await put(message);
      awaken();
      return message;
    },

    async receive(maximum, visibilitySeconds) {
      const { attributes, arn } = queue.record;
      const at = now();
      const visibleAt = at + (visibilitySeconds ?? Number(attributes.VisibilityTimeout)) * 1000;
      const tooOld = at - Number(attributes.MessageRetentionPeriod) * 1000;
      const redrive = readRedrivePolicy(attributes);
      const target = redrive && deadLetterQueue(redrive.deadLetterTargetArn);

      async function expire({ id }: Message): Promise<undefined> {
        await remove(id);
      }
      async function giveUp(message: Message): Promise<undefined> {
        await target?.takeOver({ ...message, deadLetterSource: arn }, keyOf(message.id));
        messages.delete(message.id);
      }
      async function take(message: Message): Promise<ReceivedMessage> {
        const receipt = randomUUID();
        const firstReceivedAt = message.firstReceivedAt ?? at;
        const receiveCount = message.receiveCount + 1;
        const received = { ...message, visibleAt, receipt, receiveCount, firstReceivedAt };
        await put(received);
        return { ...received, receiptHandle: writeReceiptHandle(received) };
      }
      function fateOf({ sentAt, visibleAt, receiveCount }: Message) {
        // While local-aws is down messages do not age.
        if (Math.max(sentAt, cloud.startedAt.getTime()) < tooOld) return expire;
        if (visibleAt > at) return undefined;
        return target && target !== queue && receiveCount >= redrive.maxReceiveCount ? giveUp : take;
      }

      const claims: Promise<ReceivedMessage | undefined>[] = [];
      let count = 0;
      for (const message of messages.values()) {
        if (count === maximum) break;
        const fate = claimed.has(message.id) ? undefined : fateOf(message);
        if (!fate) continue;
        if (fate === take) count++;
        claims.push(claim<ReceivedMessage | undefined>(message, fate));
      }
      try {
        return (await Promise.all(claims)).filter((message) => message !== undefined);
      } finally {
        if (claims.length > 0) awaken();
      }
    },

    delete: (receiptHandle) =>
      withReceived(receiptHandle, async (message, isNewest) => {
        if (!message || !isNewest) return;
        if (!copies.has(message.id) && cloud.faults.isTwice('sqs')) await comeAgain(message);
        else await remove(message.id);
      }),

    changeVisibility: (receiptHandle, seconds) =>
      withReceived(receiptHandle, async (message) => {
        if (!message) {
          throw invalidParameter(
            `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
          );
        }
        if (message.visibleAt <= now()) return;
        await put({ ...message, visibleAt: now() + seconds * 1000 });
        awaken();
      }),

    async purge() {
      if (now() < purgedAt + 60_000) {
        throw new SqsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.record.name} is allowed every 60 seconds.`,
          403,
        );
      }
      const before = purgedAt;
      purgedAt = now();
      try {
        await Promise.all([...messages.keys()].map((id) => exclusive(id, () => remove(id))));
      } catch (error) {
        purgedAt = before;
        throw error;
      }
    },

    peek: () => [...messages.values()],

    keys: () => [...messages.keys()].map(keyOf),

    async takeOver({ receipt, ...message }, key) {
      const taken = { ...message, visibleAt: now() };
      await storage.batch([{ put: keyOf(message.id), value: taken }, { delete: key }]);
      messages.set(message.id, taken);
      awaken();
    },

    async moveOne(destinationOf) {
      const at = now();
      const visible = [...messages.values()].find(({ id, visibleAt }) => visibleAt <= at && !claimed.has(id));
      if (!visible) return false;
      const target = destinationOf(visible);
      await claim(visible, async ({ deadLetterSource, firstReceivedAt, ...message }) => {
        const moved = { ...message, id: randomUUID(), sentAt: at, receiveCount: 0 };
        const span = {
          kind: 'delivery',
          service: 'sqs',
          name: 'redrive',
          target: target.record.name,
          causedBy: [`message:${message.id}`],
        } as const;
        await cloud.trail.step(span, async (step) => {
          step.leave(`message:${moved.id}`);
          await target.takeOver(moved, keyOf(message.id));
        });
        messages.delete(message.id);
      });
      return true;
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

    close() {
      clearTimeout(timer);
      messages.clear();
    },
  };
  return queue;
}
