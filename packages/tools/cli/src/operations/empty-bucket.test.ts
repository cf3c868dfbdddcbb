import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyBucket } from './empty-bucket.ts';

let cloud: LocalAws;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0, enforceIam: true });
  s3 = session({ endpoint: cloud.endpoint }).client(S3Client);
});
afterAll(() => cloud.close());

async function makeBucket(Bucket: string, versioned: boolean): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (versioned) {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
}

const put = (Bucket: string, Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a photo' }));

async function deleted(bucket: string): Promise<number[]> {
  const pages: number[] = [];
  for await (const count of emptyBucket({ s3 }, bucket)) pages.push(count);
  return pages;
}

test.each([false, true])(
  'a bucket can be deleted after it was emptied (versioned: %s)',
  async (versioned) => {
    const Bucket = `photos-${versioned}`;
    await makeBucket(Bucket, versioned);
    for (const key of ['a.jpg', 'a.jpg', 'ü +x%.jpg', '\r\n', 'removed.jpg']) await put(Bucket, key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'removed.jpg' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });

    expect(await deleted(Bucket)).toEqual([versioned ? 6 : 3]); // five versions and a marker

    await s3.send(new DeleteBucketCommand({ Bucket }));
  },
);

test('a bucket with more than one page of objects is emptied too', async () => {
  await makeBucket('many', true);
  const keys = Array.from({ length: 1001 }, (_, index) => `${index}.jpg`);
  await pMap(keys, (key) => put('many', key), { concurrency: 20 });
  expect(await deleted('many')).toEqual([1000, 1]);
});

test('an object that S3 does not delete is named', async () => {
  await makeBucket('kept', false);
  await put('kept', 'legal-hold.jpg');
  const Statement = [
    { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::kept/*' },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'kept', Policy }));
  await expect(deleted('kept')).rejects.toMatchObject({
    code: 'ObjectKept',
    message: expect.stringContaining('legal-hold.jpg of kept'),
  });
});
