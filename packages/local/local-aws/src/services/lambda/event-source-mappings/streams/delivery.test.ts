import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { patience, startMappings } from '../testing/start-mappings.ts';

const fromStart = { StartingPosition: 'TRIM_HORIZON' } as const;

test('a stream mapping delivers the records that are there and those that come, as DynamoDB writes them', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('records');
  const stream = await createTable();
  await put(['a']);
  await map(stream, { ...fromStart, BatchSize: 1 });
  await put(['a'], 1);

  await expect.poll(async () => (await entries()).length, patience).toBe(2);
  const [[insert], [modify]] = await entries();
  expect(insert).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { id: { S: 'a' } },
      NewImage: { id: { S: 'a' }, turn: { N: '0' } },
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: stream,
  });
  expect(modify).toMatchObject({ eventName: 'MODIFY', dynamodb: { OldImage: { turn: { N: '0' } } } });
});

test('LATEST leaves out what was written before the mapping', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  await put(['before']);
  await map(stream, { StartingPosition: 'LATEST' });
  await put(['after']);

  await expect.poll(entries, patience).toEqual([['after']]);
});

test('parallel lanes run at the same time and keep the order of each item', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  const turns = 'records.map(({ dynamodb }) => [dynamodb.Keys.id.S, dynamodb.NewImage.turn.N])';
  await createConsumer(`{ turns: ${turns}, start: Date.now() }`, 'await setTimeout(200);');
  const stream = await createTable();
  const ids = Array.from({ length: 12 }, (_, index) => `item ${index}`);
  for (let turn = 0; turn < 4; turn++) await put(ids, turn);

  await map(stream, { ...fromStart, ParallelizationFactor: 4, BatchSize: 6 });

  const delivered = async () => (await entries()).flatMap(({ turns }) => turns);
  await expect.poll(async () => (await delivered()).length, patience).toBe(48);
  for (const id of ids) {
    const ofItem = (await delivered()).filter(([item]) => item === id).map(([, turn]) => turn);
    expect(ofItem).toEqual(['0', '1', '2', '3']);
  }
  const starts = (await entries()).map(({ start }) => start);
  const overlaps = starts.filter((start, index) => start - (starts[index - 1] ?? 0) < 200);
  expect(overlaps).not.toEqual([]);
});

test('a batching window gathers records until the batch is full', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  await map(stream, { ...fromStart, BatchSize: 3, MaximumBatchingWindowInSeconds: 300 });

  await put(['a', 'b', 'c', 'd', 'e', 'f', 'g']);

  await expect.poll(entries, patience).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
});

test('a batching window that ends delivers what there is', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  await put(['a', 'b']);
  await map(stream, { ...fromStart, MaximumBatchingWindowInSeconds: 1 });

  await expect.poll(entries, patience).toEqual([['a', 'b']]);
});

test('only records that match a filter reach the function', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  const Pattern = JSON.stringify({
    eventName: ['INSERT'],
    dynamodb: { Keys: { id: { S: [{ prefix: 'b' }] } } },
  });
  await map(stream, { ...fromStart, BatchSize: 1, FilterCriteria: { Filters: [{ Pattern }] } });

  await put(['a', 'b1', 'b1', 'a', 'b2']);

  await expect.poll(entries, patience).toEqual([['b1'], ['b2']]);
});

test('a disabled mapping delivers nothing and goes on where it was once it is enabled', async () => {
  const { lambda, createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const stream = await createTable();
  const UUID = await map(stream, { ...fromStart, BatchSize: 1 });
  await put(['a']);
  await expect.poll(entries, patience).toEqual([['a']]);

  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  const other = await createTable('other');
  await put(['b']);
  await map(other, { ...fromStart });
  await put(['witness'], 0, 'other');
  await expect.poll(entries, patience).toEqual([['a'], ['witness']]);

  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true, ParallelizationFactor: 3 }));
  await expect.poll(entries, patience).toEqual([['a'], ['witness'], ['b']]);
});
