import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createGate } from '../../testing/gate.ts';
import { patience, startMappings } from '../testing/start-mappings.ts';

/** The body of a function that stands at the gate of the environment variable. */
const standAtGate = `
  appendFileSync(process.env.GATE + '/' + context.awsRequestId, '');
  while (!existsSync(process.env.GATE + '/open')) await setTimeout(10);`;

type Started = Awaited<ReturnType<typeof startMappings>>;

/** Messages of a queue: those that can be received, and those that somebody has. */
async function countMessages({ sqs }: Started, QueueUrl: string) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: taken } =
    Attributes ?? {};
  return { visible: Number(visible), taken: Number(taken) };
}

test('a queue mapping delivers messages as SQS writes them, and deletes them', async () => {
  const started = await startMappings();
  const { sqs, createConsumer, createQueue, map, entries } = started;
  await createConsumer('records');
  const queue = await createQueue('jobs');
  await map(queue.arn);

  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'photo' } };
  const sent = await sqs.send(
    new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'hello', MessageAttributes }),
  );

  await expect.poll(entries, patience).toEqual([
    [
      {
        messageId: sent.MessageId,
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          kind: { stringValue: 'photo', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: sent.MD5OfMessageBody,
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'us-east-1',
      },
    ],
  ]);
  await expect.poll(() => countMessages(started, queue.url), patience).toEqual({ visible: 0, taken: 0 });
});

test('batches run at the same time, as many as ScalingConfig lets', async () => {
  const started = await startMappings();
  const { createConsumer, createQueue, send, map } = started;
  const gate = await createGate();
  await createConsumer('ids', standAtGate, { Environment: { Variables: { GATE: gate.event.gate } } });
  const queue = await createQueue('jobs');
  await send(queue.url, ['1', '2', '3', '4', '5', '6', '7', '8']);
  await map(queue.arn, { BatchSize: 2, ScalingConfig: { MaximumConcurrency: 3 } });

  await gate.holds(3);
  expect(await countMessages(started, queue.url)).toEqual({ visible: 2, taken: 6 });
  await gate.open();
  await expect.poll(() => countMessages(started, queue.url), patience).toEqual({ visible: 0, taken: 0 });
});

test('messages without concurrency to run them wait in the queue and are not counted as received', async () => {
  const started = await startMappings({ lambda: { concurrency: 1 } });
  const { createConsumer, createQueue, send, map, entries } = started;
  const gate = await createGate();
  const counts = 'records.map(({ attributes }) => attributes.ApproximateReceiveCount)';
  await createConsumer(counts, standAtGate, { Environment: { Variables: { GATE: gate.event.gate } } });
  const queue = await createQueue('jobs');
  await map(queue.arn, { BatchSize: 1 });
  await send(queue.url, ['1', '2', '3']);

  await gate.holds(1);
  expect(await countMessages(started, queue.url)).toMatchObject({ visible: 2 });
  await gate.open();
  await expect.poll(() => countMessages(started, queue.url), patience).toEqual({ visible: 0, taken: 0 });
  expect(await entries()).toEqual([['1'], ['1'], ['1']]);
});

test('a batching window gathers more messages than a queue gives at once', async () => {
  const { createConsumer, createQueue, send, map, entries } = await startMappings();
  await createConsumer('ids');
  const queue = await createQueue('jobs');
  await map(queue.arn, { BatchSize: 12, MaximumBatchingWindowInSeconds: 300 });
  const bodies = Array.from({ length: 14 }, (_, index) => String(index));

  await send(queue.url, bodies);

  await expect.poll(entries, patience).toEqual([bodies.slice(0, 12)]);
});

test('messages that are too large for one invocation take several', async () => {
  const started = await startMappings();
  const { createConsumer, createQueue, send, map, entries } = started;
  await createConsumer('ids.map((id) => id[0])');
  const queue = await createQueue('jobs', { MaximumMessageSize: '1048576' });
  const large = Array.from({ length: 7 }, (_, index) => String(index).padEnd(1_000_000, '.'));
  await send(queue.url, large);

  await map(queue.arn);

  // The two run at the same time, so either may end first.
  const inOrder = async () => (await entries()).sort();
  await expect.poll(inOrder, patience).toEqual([['0', '1', '2', '3', '4', '5'], ['6']]);
});

test('messages that no filter matches are deleted', async () => {
  const started = await startMappings();
  const { createConsumer, createQueue, send, map, entries } = started;
  await createConsumer('ids');
  const queue = await createQueue('jobs');
  const Filters = [
    { Pattern: '{"body": {"size": [{"numeric": [">", 1]}]}}' },
    { Pattern: '{"body": ["text"]}' },
  ];
  await send(queue.url, ['{"size": 1}', '{"size": 2}', 'text', 'other']);

  await map(queue.arn, { FilterCriteria: { Filters } });

  await expect.poll(entries, patience).toEqual([['{"size": 2}', 'text']]);
  await expect.poll(() => countMessages(started, queue.url), patience).toEqual({ visible: 0, taken: 0 });
});
