import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocalAws } from '../../start-local-aws.ts';
import { failDisk, mendDisk } from '../../testing/failing-disk.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../../testing/failing-disk.ts');
  return failingLevel(await original());
});

const TableName = 'photos';
const full = 'The disk is full';
const streaming = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;

async function startTable(StreamSpecification: { StreamEnabled: boolean } = { StreamEnabled: false }) {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const settings = {
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const dynamodb = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  onTestFinished(() => {
    dynamodb.destroy();
    streams.destroy();
  });
  const create = (name = TableName) =>
    dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification,
      }),
    );
  await create();
  return {
    dynamodb,
    streams,
    create,
    put: (id: string, expires = 4e9) =>
      dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, expires: { N: `${expires}` } } })),
    setStream: (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: 'KEYS_ONLY' }) =>
      dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification })),
    describe: async () => (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table,
    streamArns: async () =>
      ((await streams.send(new ListStreamsCommand({}))).Streams ?? []).map(({ StreamArn }) => StreamArn),
  };
}

test('a stream that could not be enabled is nowhere to be seen', async () => {
  const { setStream, describe, streamArns, create } = await startTable();
  failDisk();
  await expect(setStream(streaming)).rejects.toThrow(full);
  await expect(create('other')).rejects.toThrow(full);
  expect(await streamArns()).toEqual([]);
  expect((await describe())?.StreamSpecification).toBeUndefined();
  mendDisk();
  await setStream(streaming);
  expect(await streamArns()).toEqual([(await describe())?.LatestStreamArn]);
});

test('a stream that could not be disabled, with its table or without, is enabled', async () => {
  const { dynamodb, streams, setStream, describe } = await startTable(streaming);
  failDisk();
  await expect(setStream({ StreamEnabled: false })).rejects.toThrow(full);
  await expect(dynamodb.send(new DeleteTableCommand({ TableName }))).rejects.toThrow(full);
  const StreamArn = (await describe())?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  expect(StreamDescription).toMatchObject({ StreamStatus: 'ENABLED' });
});

test('a write that failed takes no sequence number, and is in no stream', async () => {
  const { streams, put, describe } = await startTable(streaming);
  await put('a');
  failDisk();
  await expect(put('refused')).rejects.toThrow(full);
  await expect(put('refused')).rejects.toThrow(full);
  mendDisk();
  await put('b');

  const StreamArn = (await describe())?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const position = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(position));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records.map(({ dynamodb }) => dynamodb?.Keys?.id?.S)).toEqual(['a', 'b']);
  const [first = 0n, second] = Records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0));
  expect(second).toBe(first + 1n);
});

test('an item whose expiry could not be written expires once there is room', async () => {
  const { dynamodb, put } = await startTable();
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
  await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  let tries = 0;
  failDisk(undefined, (call) => call.startsWith('del !dynamodb!items!') && ++tries > 0);
  await put('gone soon', Math.floor(Date.now() / 1000));
  await expect.poll(() => tries, { timeout: 15_000 }).toBeGreaterThan(1);
  mendDisk();
  const count = async () => (await dynamodb.send(new ScanCommand({ TableName }))).Count;
  await expect.poll(count, { timeout: 15_000 }).toBe(0);
});
