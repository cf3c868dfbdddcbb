import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocalAws } from '../start-local-aws.ts';

const loaded = vi.hoisted(() => [] as string[]);
vi.mock('../console/console.ts', (original) => {
  loaded.push('console');
  return original();
});

test('nothing of the console is loaded before somebody opens it', async () => {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const s3 = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
  await fetch(`${endpoint}/_local/faults`);
  await fetch(`${endpoint}/_local/`, { redirect: 'manual' });
  expect(loaded).toEqual([]);
  expect((await fetch(`${endpoint}/_local/api/trails`)).status).toBe(200);
  expect(loaded).toEqual(['console']);
});
