import type { Cloud } from '../../cloud/cloud.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { createMoveTasks, type MoveTasks } from './move-tasks.ts';
import type { Message } from './queue/message.ts';
import { createQueue, type Queue } from './queue/queue.ts';
import type { QueueRecord } from './queue/queue-record.ts';
import { countTraffic } from './queue-metrics.ts';
import { refuseInput, SqsError } from './sqs-error.ts';

export interface SqsState {
  readonly queues: ReadonlyMap<string, Queue>;
  /** Creates a queue, or writes its changed record. */
  save(record: QueueRecord): Promise<void>;
  remove(queue: Queue): Promise<void>;
  readonly moveTasks: MoveTasks;
}

export const operation = operationsOf<SqsState>({
  refuseInput,
  resourcePolicy: (arn, { queues }) => queues.get(arn.split(':').at(-1) ?? '')?.record.attributes.Policy,
});

/** Opens all queues with their messages. */
export async function openSqs(cloud: Cloud): Promise<SqsState> {
  const records: Collection<QueueRecord> = cloud.storage.collection('sqs/queues');
  const messages: Collection<Message> = cloud.storage.collection('sqs/messages');
  const queues = new Map<string, Queue>();

  const open = (record: QueueRecord, stored: readonly Message[]) => {
    const deadLetterQueue = (arn: string) => queues.get(arn.split(':').at(-1) ?? '');
    const queue = createQueue({ cloud, record, stored, storage: messages, deadLetterQueue });
    queues.set(record.name, countTraffic(cloud, queue));
  };

  const messagesOf = (name: string) => messages.entries({ gt: `${name}\0`, lt: `${name}\u0001` });

  for await (const [name, record] of records.entries()) {
    const stored: Message[] = [];
    for await (const [, message] of messagesOf(name)) stored.push(message);
    open(
      record,
      stored.sort((a, b) => a.sentAt - b.sentAt),
    );
  }

  return {
    queues,
    async save(record) {
      // Who was about to receive from a queue that was deleted may have left messages of its name.
      const leftovers: { delete: string }[] = [];
      if (!queues.has(record.name))
        for await (const [key] of messagesOf(record.name)) leftovers.push({ delete: key });
      await cloud.storage.commit([
        ...records.changes([{ put: record.name, value: record }]),
        ...messages.changes(leftovers),
      ]);
      const queue = queues.get(record.name);
      if (queue) queue.record = record;
      else open(record, []);
    },
    async remove(queue) {
      const { name } = queue.record;
      await cloud.storage.commit([
        ...records.changes([{ delete: name }]),
        ...messages.changes(queue.keys().map((key) => ({ delete: key }))),
      ]);
      queues.delete(name);
      queue.close();
    },
    moveTasks: createMoveTasks((arn) => queueWithArn({ queues }, arn)),
  };
}

export function queueUrl(cloud: Cloud, name: string): string {
  return `${cloud.endpoint}/${cloud.accountId}/${name}`;
}

export function queueArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

export function queueWithArn({ queues }: Pick<SqsState, 'queues'>, arn: string): Queue | undefined {
  const queue = queues.get(arn.split(':').at(-1) ?? '');
  return queue?.record.arn === arn ? queue : undefined;
}

function queueNameOf(url: string): string {
  return url.split('/').at(-1) ?? '';
}

/** IAM's resource for an operation on a queue. */
export function queueResource({ QueueUrl }: { QueueUrl: string }, { cloud }: { cloud: Cloud }): string {
  return queueArn(cloud, queueNameOf(QueueUrl));
}

export function queueDoesNotExist(): SqsError {
  return new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** Throws QueueDoesNotExist. */
export function findQueue(state: SqsState, url: string): Queue {
  const queue = state.queues.get(queueNameOf(url));
  if (!queue) throw queueDoesNotExist();
  return queue;
}
