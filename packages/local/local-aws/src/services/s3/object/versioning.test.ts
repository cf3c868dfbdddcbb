import {
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'x';

async function startVersioned() {
  const { s3 } = await startS3();
  await setVersioning(s3, 'Enabled');
  return s3;
}

const setVersioning = (s3: S3Client, Status: 'Enabled' | 'Suspended') =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

const put = (s3: S3Client, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function read(s3: S3Client, VersionId?: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

test('every version stays readable by its id', async () => {
  const s3 = await startVersioned();
  const one = await put(s3, '1');
  const two = await put(s3, '2');
  expect(one.VersionId).not.toBe(two.VersionId);
  expect(await read(s3)).toBe('2');
  expect(await read(s3, one.VersionId)).toBe('1');
});

test('a delete marker hides an object, and deleting the marker brings it back', async () => {
  const s3 = await startVersioned();
  const { VersionId } = await put(s3, '1');
  const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  await expect(read(s3)).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(read(s3, marker.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(await s3.send(new ListObjectVersionsCommand({ Bucket }))).toMatchObject({
    Versions: [{ Key, VersionId, IsLatest: false }],
    DeleteMarkers: [{ Key, VersionId: marker.VersionId, IsLatest: true }],
  });
  const undone = await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));
  expect(undone.DeleteMarker).toBe(true);
  expect(await read(s3)).toBe('1');
});

test('a version that is deleted by its id is gone for good', async () => {
  const s3 = await startVersioned();
  const one = await put(s3, '1');
  const two = await put(s3, '2');
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: two.VersionId }));
  expect(await read(s3)).toBe('1');
  await expect(read(s3, two.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
  await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: one.VersionId }));
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
});

test('while versioning is suspended, writes replace the null version alone', async () => {
  const s3 = await startVersioned();
  const kept = await put(s3, 'kept');
  await setVersioning(s3, 'Suspended');
  expect((await put(s3, 'a')).VersionId).toBeUndefined();
  await put(s3, 'b');
  expect(await read(s3, 'null')).toBe('b');
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await expect(read(s3, 'null')).rejects.toMatchObject({ name: 'MethodNotAllowed' });
  expect(await read(s3, kept.VersionId)).toBe('kept');
});

test('a listing of versions goes on within a key', async () => {
  const s3 = await startVersioned();
  const written: (string | undefined)[] = [];
  for (const body of ['1', '2', '3']) written.unshift((await put(s3, body)).VersionId);
  const listed: (string | undefined)[] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let more = true; more; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...markers }));
    listed.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    more = page.IsTruncated ?? false;
  }
  expect(listed).toEqual(written);
});

test('a delete marker has no tags, and is told as what it is', async () => {
  const s3 = await startVersioned();
  const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const Tagging = { TagSet: [{ Key: 'stage', Value: 'test' }] };
  for (const id of [undefined, VersionId]) {
    for (const command of [
      new GetObjectTaggingCommand({ Bucket, Key, VersionId: id }),
      new PutObjectTaggingCommand({ Bucket, Key, VersionId: id, Tagging }),
      new DeleteObjectTaggingCommand({ Bucket, Key, VersionId: id }),
    ]) {
      await expect(s3.send(command as GetObjectTaggingCommand)).rejects.toMatchObject({
        name: 'MethodNotAllowed',
        $metadata: { httpStatusCode: 405 },
      });
    }
  }
});
