import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3Originals } from './originals.ts';

let cloud: LocalAws;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  const { endpoint, region } = cloud;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
});
afterAll(() => cloud.close());

async function bucket(Bucket: string, versioned = false) {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  if (versioned) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const { eTagOf, remove } = s3Originals(s3, Bucket, 1000);
  async function put(Key: string, Body: string) {
    const { ETag = '', VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const version = VersionId === undefined ? {} : { versionId: VersionId };
    return { key: Key, eTag: ETag.replaceAll('"', ''), at: new Date(), ...version };
  }
  return { eTagOf, remove, put };
}

describe('deleting an upload', () => {
  test('deletes the object, and does nothing the second time', async () => {
    const { put, remove, eTagOf } = await bucket('plain');
    const upload = await put('photo.jpg', 'by the form');
    await remove(upload);
    expect(await eTagOf('photo.jpg')).toBeUndefined();
    await remove(upload);
  });

  test('deletes nothing if other bytes were written to its key', async () => {
    const { put, remove, eTagOf } = await bucket('replaced');
    const upload = await put('photo.jpg', 'by the form');
    const newer = await put('photo.jpg', 'by an operator');
    await remove(upload);
    expect(await eTagOf('photo.jpg')).toBe(newer.eTag);
  });

  test('deletes nothing if the same bytes were written there later', async () => {
    const { put, remove, eTagOf } = await bucket('put-again');
    const { eTag } = await put('photo.jpg', 'the same');
    await remove({ key: 'photo.jpg', eTag, at: new Date(Date.now() - 60_000) });
    expect(await eTagOf('photo.jpg')).toBe(eTag);
  });

  test('deletes exactly its version, without a delete marker, in a versioned bucket', async () => {
    const { put, remove, eTagOf } = await bucket('versioned', true);
    const before = await put('photo.jpg', 'before');
    const upload = await put('photo.jpg', 'by the form');
    const after = await put('photo.jpg', 'after');
    await remove(upload);
    expect(await eTagOf('photo.jpg')).toBe(after.eTag);
    const { Versions = [], DeleteMarkers } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: 'versioned' }),
    );
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual([after.versionId, before.versionId]);
    expect(DeleteMarkers).toBeUndefined();
  });
});
