import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

async function textOf(s3: S3Client, Key: string, Range?: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Body?.transformToString();
}

describe('an object', () => {
  test('comes back with its bytes, headers and metadata', async () => {
    const { s3 } = await startS3();
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        CacheControl: 'max-age=1',
        Metadata: { title: 'greeting' },
        Tagging: 'a=1&b=two',
      }),
    );
    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(put.ChecksumCRC32).toBe('NhCmhg==');
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a.txt', ChecksumMode: 'ENABLED' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'max-age=1',
      ContentLength: 5,
      Metadata: { title: 'greeting' },
      TagCount: 2,
      ChecksumCRC32: 'NhCmhg==',
      ServerSideEncryption: 'AES256',
      AcceptRanges: 'bytes',
    });
    expect(got.ContentEncoding).toBeUndefined();
    const attributes = await s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'a.txt',
        ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum'],
      }),
    );
    expect(attributes).toMatchObject({ ObjectSize: 5, Checksum: { ChecksumCRC32: 'NhCmhg==' } });
  });

  test('is read in ranges', async () => {
    const { s3 } = await startS3();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    expect(await textOf(s3, 'digits', 'bytes=2-4')).toBe('234');
    expect(await textOf(s3, 'digits', 'bytes=7-')).toBe('789');
    expect(await textOf(s3, 'digits', 'bytes=-2')).toBe('89');
    expect(await textOf(s3, 'digits', 'bytes=8-100')).toBe('89');
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=0-0' }));
    expect(part.ContentRange).toBe('bytes 0-0/10');
    await expect(textOf(s3, 'digits', 'bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('may be empty', async () => {
    const { s3 } = await startS3();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'folder/', Body: '' }));
    expect(await textOf(s3, 'folder/')).toBe('');
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/folder/` }));
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).ContentLength).toBe(0);
  });

  test('that is not there is NoSuchKey for GET, NotFound for HEAD, and no error for DELETE', async () => {
    const { s3 } = await startS3();
    await expect(textOf(s3, 'nothing')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'nothing' }));
  });

  test('refuses bytes that do not match their checksum', async () => {
    const { s3 } = await startS3();
    const wrong = new PutObjectCommand({
      Bucket,
      Key: 'x',
      Body: 'hello',
      ChecksumSHA256: 'A'.repeat(43).concat('='),
    });
    await expect(s3.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(textOf(s3, 'x')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('changes its metadata by a copy onto itself, and not without any change', async () => {
    const { s3 } = await startS3();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'ü +x%.jpg', Body: 'x', Metadata: { a: '1' } }));
    const copy = { Bucket, Key: 'ü +x%.jpg', CopySource: `${Bucket}/${encodeURIComponent('ü +x%.jpg')}` };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject({ name: 'InvalidRequest' });
    await s3.send(new CopyObjectCommand({ ...copy, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: copy.Key }));
    expect(head.Metadata).toEqual({ b: '2' });
  });

  test('keeps tags apart from its bytes', async () => {
    const { s3 } = await startS3();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
    const TagSet = [{ Key: 'colour', Value: 'red + green' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'x', Tagging: { TagSet } }));
    expect(await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'x' }))).toMatchObject({ TagSet });
  });
});

describe('conditional requests', () => {
  test('read only what changed', async () => {
    const { s3 } = await startS3();
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: '1' }));
    const unchanged = s3.send(new GetObjectCommand({ Bucket, Key: 'x', IfNoneMatch: ETag }));
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const other = s3.send(new GetObjectCommand({ Bucket, Key: 'x', IfMatch: '"0"' }));
    await expect(other).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('go on with a download only while the object is the one that was begun', async () => {
    const { s3 } = await startS3();
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'hello' }));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'x' }));
    const goOn = async (ifRange: string) => {
      const answer = await fetch(url, { headers: { range: 'bytes=2-', 'if-range': ifRange } });
      return [answer.status, await answer.text()];
    };
    expect(await goOn(ETag)).toEqual([206, 'llo']);
    expect(await goOn('"another"')).toEqual([200, 'hello']);
  });

  test('let one of many writers create an object', async () => {
    const { s3 } = await startS3();
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'state.tflock', Body: `${n}`, IfNoneMatch: '*' })),
      ),
    );
    const winners = attempts.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    expect(winners).toHaveLength(1);
    expect(await textOf(s3, 'state.tflock')).toBe(`${winners[0]}`);
    const losers = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    for (const { name } of losers) expect(name).toBe('PreconditionFailed');
  });

  test('replace only the version that the writer knows', async () => {
    const { s3 } = await startS3();
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: '1' }));
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body, IfMatch: ETag }));
    await put('2');
    await expect(put('3')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await textOf(s3, 'x')).toBe('2');
  });
});

test('many objects are deleted in one request, whatever their keys hold', async () => {
  const { s3 } = await startS3();
  const keys = ['plain', ' ', 'a&b<c>"', 'tab\tand\rreturn\n', 'ü/ñ', 'a+b%20c', '../up', './here', 'a//b'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  for (const Key of keys) expect(await textOf(s3, Key)).toBe(Key);
  const Objects = [...keys, 'missing'].map((Key) => ({ Key }));
  const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Errors).toBeUndefined();
  expect(Deleted?.map(({ Key }) => Key)).toEqual([...keys, 'missing']);
  for (const Key of keys) await expect(textOf(s3, Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('encodings of the content come back as they were sent, without that of the way', async () => {
  const { s3 } = await startS3();
  for (const [ContentEncoding, kept] of [
    ['deflate, gzip', 'deflate, gzip'],
    ['gzip, aws-chunked', 'gzip'],
    ['aws-chunked, gzip', 'gzip'],
    ['aws-chunked, aws-chunked', undefined],
  ] as const) {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'encoded', Body: 'x', ContentEncoding }));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'encoded' }));
    expect(head.ContentEncoding).toBe(kept);
  }
});
