import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { expect, test } from 'vitest';
import { notify } from '../testing/notify.ts';
import { createRecordingFunction } from '../testing/recording-function.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const Key = 'large.bin';
const MiB = 1024 * 1024;

async function begin(s3: S3Client) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  return { Bucket, Key, UploadId };
}

test('parts uploaded side by side become one object', async () => {
  const { s3 } = await startS3();
  const body = randomBytes(11 * MiB);
  const params = { Bucket, Key, Body: body, ContentType: 'image/png', Metadata: { a: '1' } };
  const done = await new Upload({ client: s3, params, partSize: 5 * MiB }).done();
  const md5s = [0, 5, 10].map((start) => md5(body.subarray(start * MiB, (start + 5) * MiB)));
  expect(done.ETag).toBe(`"${md5(Buffer.concat(md5s)).toString('hex')}-3"`);
  const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(body.equals((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  expect(got).toMatchObject({ ContentType: 'image/png', Metadata: { a: '1' } });
  const across = await s3.send(
    new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * MiB - 2}-${10 * MiB + 1}` }),
  );
  const expected = body.subarray(5 * MiB - 2, 10 * MiB + 2);
  expect(expected.equals((await across.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  const part = await s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 3 }));
  expect(part).toMatchObject({ PartsCount: 3, ContentLength: MiB });
});

test('a part may be a piece of another object', async () => {
  const { s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'source +ü', Body: '0123456789' }));
  const upload = await begin(s3);
  const { CopyPartResult } = await s3.send(
    new UploadPartCopyCommand({
      ...upload,
      PartNumber: 1,
      CopySource: `${Bucket}/${encodeURIComponent('source +ü')}`,
      CopySourceRange: 'bytes=2-5',
    }),
  );
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(await Body?.transformToString()).toBe('2345');
});

test('an unfinished upload is listed with its parts, and leaves nothing when it is aborted', async () => {
  const dataDir = await temporaryFolder();
  const { s3 } = await startS3({ dataDir });
  const upload = await begin(s3);
  for (const PartNumber of [2, 1, 2]) {
    await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: `part ${PartNumber}` }));
  }
  const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  expect(Uploads).toMatchObject([{ Key, UploadId: upload.UploadId }]);
  const { Parts } = await s3.send(new ListPartsCommand(upload));
  expect(Parts).toMatchObject([
    { PartNumber: 1, Size: 6 },
    { PartNumber: 2, Size: 6 },
  ]);
  await s3.send(new AbortMultipartUploadCommand(upload));
  await expect(s3.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  expect(await readdir(join(dataDir, 's3-bodies'))).toEqual([]);
});

test('parts that are too small, missing or out of order are refused', async () => {
  const { s3 } = await startS3();
  const upload = await begin(s3);
  const ETags = await Promise.all(
    [1, 2].map(async (PartNumber) => {
      const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'x' }));
      return { PartNumber, ETag };
    }),
  );
  const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
    s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  await expect(complete(ETags)).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete(ETags.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete([{ PartNumber: 3, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
});

test('completing again, at once or later, has the same answer and makes one object', async () => {
  const { aws, s3 } = await startS3();
  const recorder = await createRecordingFunction(aws);
  await notify(s3, recorder.arn);
  const upload = await begin(s3);
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
  const complete = (Parts = [{ PartNumber: 1, ETag }]) =>
    s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  const answers = await Promise.all([complete(), complete()]);
  answers.push(await complete());
  expect(new Set(answers.map((answer) => answer.ETag)).size).toBe(1);
  await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  expect(await recorder.received(1)).toHaveLength(1);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'another' }));
  await expect(complete()).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest();
}
