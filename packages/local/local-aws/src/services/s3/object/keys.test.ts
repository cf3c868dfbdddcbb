import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

/** Text with what URLs, XML, file systems and forms treat in a special way. */
const key = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('/', '//', '.', '..', ' ', '+', '%', '%20', '&', '<', '"', '\r', '\n', '\t', '?', '#'),
      fc.constantFrom('\u0001', '\u0000', '\\', ':', '~', 'ü', 'u\u0308', '😀', '\uffef'),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }),
    ),
    minLength: 1,
    maxLength: 20,
  })
  .filter((text) => Buffer.byteLength(text) <= 1024);

test('an object of any key is put, listed, got and deleted', async () => {
  const { s3 } = await startS3();
  await fc.assert(
    fc.asyncProperty(key, async (Key) => {
      const object = { Bucket, Key };
      const { ETag } = await s3.send(new PutObjectCommand({ ...object, Body: Key }));
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
      const listed = Contents?.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' ')));
      expect(listed).toEqual([Key]);
      const { Body } = await s3.send(new GetObjectCommand(object));
      expect(await Body?.transformToString()).toBe(Key);
      expect(await s3.send(new HeadObjectCommand(object))).toMatchObject({ ETag });
      await s3.send(new DeleteObjectCommand(object));
      const gone = s3.send(new HeadObjectCommand(object));
      await expect(gone).rejects.toMatchObject({ name: 'NotFound' });
    }),
    { numRuns: 150 },
  );
});

test('a key is at most 1,024 bytes long', async () => {
  const { s3 } = await startS3();
  const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  await put('ü'.repeat(512));
  await expect(put(`${'ü'.repeat(512)}x`)).rejects.toMatchObject({ name: 'KeyTooLongError' });
});
