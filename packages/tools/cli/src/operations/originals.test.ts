import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listObjects } from './originals.ts';

let cloud: LocalAws;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
});
afterAll(() => cloud.close());

test('objects are listed by their exact keys, in order, even keys that XML would change', async () => {
  const s3 = session({ endpoint: cloud.endpoint }).client(S3Client);
  const Bucket = 'photos';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const keys = ['\u0001', '\n', '\r\n', ' ', ' a ', '%2B', '&amp;', 'a+b', 'a b', 'ü'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a photo' }));
  const listed: string[] = [];
  for await (const { key } of listObjects({ s3 }, Bucket)) listed.push(key);
  expect(listed).toEqual(keys.toSorted());
});
