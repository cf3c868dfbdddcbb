import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from 'vitest';
import { notify } from '../testing/notify.ts';
import { createRecordingFunction } from '../testing/recording-function.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

/** A bucket that tells a function of everything under `photos/`. */
async function startNotifying() {
  const { aws, s3 } = await startS3();
  const recorder = await createRecordingFunction(aws);
  const FilterRules = [{ Name: 'prefix' as const, Value: 'photos/' }];
  await notify(s3, recorder.arn, { Id: 'all', Filter: { Key: { FilterRules } } });
  return { s3, recorder };
}

const Key = 'photos/ü +x%(1).jpg';
const Body = 'hello';

async function uploadInParts(s3: S3Client) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}

async function uploadByForm(s3: S3Client) {
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([Body]));
  await fetch(url, { method: 'POST', body: form });
}

test('every way to create and to remove an object is told, in increasing order of sequencers', async () => {
  const { s3, recorder } = await startNotifying();
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  await uploadByForm(s3);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'outside the prefix', Body }));
  const copy = { Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent('outside the prefix')}` };
  await s3.send(new CopyObjectCommand(copy));
  await uploadInParts(s3);
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));

  const events = await recorder.received(6);
  expect(events.map(({ eventName }) => eventName)).toEqual([
    'ObjectCreated:Put',
    'ObjectCreated:Post',
    'ObjectCreated:Copy',
    'ObjectCreated:CompleteMultipartUpload',
    'ObjectRemoved:Delete',
    'ObjectRemoved:Delete',
  ]);
  const sequencers = events.map(({ s3 }) => s3.object.sequencer);
  expect(new Set(sequencers).size).toBe(sequencers.length);
  expect(events[0]).toMatchObject({
    awsRegion: 'us-east-1',
    s3: {
      configurationId: 'all',
      bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
      object: { key: 'photos/%C3%BC+%2Bx%25%281%29.jpg', size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' },
    },
  });
  expect(Object.keys(events[4]?.s3.object ?? {})).toEqual(['key', 'sequencer']);
});

test('with versioning, events name the version, and a removal makes a delete marker', async () => {
  const { s3, recorder } = await startNotifying();
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const { VersionId: put } = await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: put }));
  const events = await recorder.received(3);
  expect(events.map(({ eventName, s3 }) => [eventName, s3.object.versionId])).toEqual([
    ['ObjectCreated:Put', put],
    ['ObjectRemoved:DeleteMarkerCreated', marker],
    ['ObjectRemoved:Delete', put],
  ]);
});
