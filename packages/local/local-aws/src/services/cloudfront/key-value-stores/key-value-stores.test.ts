import {
  CreateKeyValueStoreCommand,
  DeleteKeyValueStoreCommand,
  DescribeKeyValueStoreCommand,
  UpdateKeyValueStoreCommand,
} from '@aws-sdk/client-cloudfront';
import {
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand as DescribeData,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
  UpdateKeysCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { keyValueStoreClient, startCloudFront } from '../testing/start-cloudfront.ts';

async function start() {
  const started = await startCloudFront();
  const created = await started.cloudfront.send(new CreateKeyValueStoreCommand({ Name: 'keys' }));
  const KvsARN = created.KeyValueStore?.ARN ?? '';
  const etag = async () => (await started.keyValueStore.send(new DescribeData({ KvsARN }))).ETag;
  return { ...started, KvsARN, created, etag };
}

test('a store is made, described, changed and deleted by its newest version', async () => {
  const { cloudfront, created } = await start();
  expect(created.KeyValueStore).toMatchObject({
    Name: 'keys',
    Status: 'PROVISIONING',
    ARN: expect.stringMatching(/^arn:aws:cloudfront::000000000000:key-value-store\/[0-9a-f-]{36}$/),
  });
  const described = await cloudfront.send(new DescribeKeyValueStoreCommand({ Name: 'keys' }));
  expect(described.KeyValueStore).not.toHaveProperty('Comment');
  expect([described.KeyValueStore?.Status, described.ETag]).toEqual(['READY', created.ETag]);
  const updated = await cloudfront.send(
    new UpdateKeyValueStoreCommand({ Name: 'keys', Comment: 'signing', IfMatch: created.ETag }),
  );
  expect(updated.KeyValueStore?.Comment).toBe('signing');
  const remove = (IfMatch?: string) =>
    cloudfront.send(new DeleteKeyValueStoreCommand({ Name: 'keys', IfMatch }));
  await expect(remove(created.ETag)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await remove(updated.ETag);
  await expect(remove(updated.ETag)).rejects.toMatchObject({ name: 'EntityNotFound' });
});

test('a store that a function reads is not deleted', async () => {
  const { cloudfront, created, KvsARN, publishFunction } = await start();
  await publishFunction('reads', 'function handler(event) { return event.request; }', KvsARN);
  await expect(
    cloudfront.send(new DeleteKeyValueStoreCommand({ Name: 'keys', IfMatch: created.ETag })),
  ).rejects.toMatchObject({ name: 'CannotDeleteEntityWhileInUse' });
});

test('pairs are put, read, listed in pages and deleted, and sizes are kept', async () => {
  const { keyValueStore, KvsARN, etag } = await start();
  await keyValueStore.send(
    new UpdateKeysCommand({
      KvsARN,
      IfMatch: await etag(),
      Puts: ['a', 'b', 'c'].map((Key) => ({ Key, Value: `${Key}ä` })),
    }),
  );
  const first = await keyValueStore.send(new ListKeysCommand({ KvsARN, MaxResults: 2 }));
  const { NextToken } = first;
  const second = await keyValueStore.send(new ListKeysCommand({ KvsARN, MaxResults: 2, NextToken }));
  expect([first, second].map(({ Items }) => Items?.map(({ Key }) => Key))).toEqual([['a', 'b'], ['c']]);
  expect(second.NextToken).toBeUndefined();
  await keyValueStore.send(new DeleteKeyCommand({ KvsARN, Key: 'b', IfMatch: await etag() }));
  await keyValueStore.send(new PutKeyCommand({ KvsARN, Key: 'a', Value: '1', IfMatch: await etag() }));
  await expect(keyValueStore.send(new DescribeData({ KvsARN }))).resolves.toMatchObject({
    ItemCount: 2,
    TotalSizeInBytes: 2 + 4, // a, 1 and c, cä
  });
  await expect(keyValueStore.send(new GetKeyCommand({ KvsARN, Key: 'b' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('whoever has not seen the last change is refused', async () => {
  const { keyValueStore, KvsARN, etag } = await start();
  const IfMatch = await etag();
  const put = () => keyValueStore.send(new PutKeyCommand({ KvsARN, Key: 'a', Value: '1', IfMatch }));
  await put();
  await expect(put()).rejects.toMatchObject({
    name: 'ConflictException',
    $metadata: { httpStatusCode: 409 },
  });
});

test.each([
  ['a key of 513 bytes', { Key: 'k'.repeat(513), Value: '' }],
  ['a value of 1,025 bytes', { Key: 'k', Value: 'v'.repeat(1025) }],
])('%s is refused', async (_, pair) => {
  const { keyValueStore, KvsARN, etag } = await start();
  const put = new PutKeyCommand({ KvsARN, ...pair, IfMatch: await etag() });
  await expect(keyValueStore.send(put)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('any key and value come back as they were put', async () => {
  const { keyValueStore, KvsARN, etag } = await start();
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((key) => !/^\.+$/.test(key));
  await fc.assert(
    fc.asyncProperty(text, text, async (Key, Value) => {
      await keyValueStore.send(new PutKeyCommand({ KvsARN, Key, Value, IfMatch: await etag() }));
      const read = await keyValueStore.send(new GetKeyCommand({ KvsARN, Key }));
      expect([read.Key, read.Value]).toEqual([Key, Value]);
    }),
    { numRuns: 30 },
  );
});

test('a SigV4A signature with another secret is refused', async () => {
  const { aws, KvsARN } = await start();
  const stranger = keyValueStoreClient(aws.port, { accessKeyId: 'test', secretAccessKey: 'other' });
  onTestFinished(() => stranger.destroy());
  await expect(stranger.send(new DescribeData({ KvsARN }))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});
