import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

test('a bucket is there until it is deleted, which takes that it is empty', async () => {
  const { s3 } = await startS3();
  expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
  expect(await s3.send(new ListBucketsCommand({}))).toMatchObject({ Buckets: [{ Name: Bucket }] });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: 'BucketNotEmpty',
  });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'x' }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  const late = s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  await expect(late).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a bucket is created again without an error in us-east-1, and only there', async () => {
  const { s3 } = await startS3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' } as const;
  const elsewhere = { Bucket: 'elsewhere', CreateBucketConfiguration };
  await s3.send(new CreateBucketCommand(elsewhere));
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: 'elsewhere' }));
  expect(LocationConstraint).toBe('eu-central-1');
  await expect(s3.send(new CreateBucketCommand(elsewhere))).rejects.toMatchObject({
    name: 'BucketAlreadyOwnedByYou',
  });
});

test('buckets and objects survive a restart with a data directory', async () => {
  const dataDir = await temporaryFolder();
  const first = await startS3({ dataDir });
  await first.s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'kept' }));
  await first.aws.close();
  const { s3 } = await startS3({ dataDir });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'x' }));
  expect(await Body?.transformToString()).toBe('kept');
});
