import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test, vi } from 'vitest';
import { failDisk, mendDisk } from '../../testing/failing-disk.ts';
import { openSequencers } from './storage/sequencers.ts';
import { notify } from './testing/notify.ts';
import { createRecordingFunction } from './testing/recording-function.ts';
import { Bucket, startS3 } from './testing/start-s3.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../../testing/failing-disk.ts');
  return failingLevel(await original());
});

const Key = 'photo.jpg';
const ofVersions = (call: string) => call.includes('!s3!!versions!');

async function start() {
  const dataDir = await temporaryFolder();
  const log = { info() {}, warn() {}, error: vi.fn() };
  const { aws, s3 } = await startS3({ dataDir, log }, { maxAttempts: 1 });
  return {
    aws,
    s3,
    log,
    full: `The disk is full: free space where ${dataDir} is, and writing goes on.`,
    put: (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    get: async () => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
    files: () => readdir(join(dataDir, 's3-bodies')),
  };
}

test('an object whose record can not be written is not there, what it would replace is, and no file is left', async () => {
  const { s3, put, get, files, full, log } = await start();
  await put('before');
  const kept = await files();
  failDisk(undefined, ofVersions);
  for (let n = 0; n < 2; n++)
    await expect(put('refused')).rejects.toMatchObject({ message: full, $metadata: { httpStatusCode: 500 } });
  await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toThrow(full);
  expect(await get()).toBe('before');
  expect(await files()).toEqual(kept);
  expect(log.error.mock.calls).toEqual([[full]]);
  mendDisk();
  await put('after');
  expect(await get()).toBe('after');
  expect(await files()).toHaveLength(1);
});

test('an upload in parts that could not be completed is unfinished still, and is completed later', async () => {
  const { s3, get, files, full } = await start();
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'in parts' }),
  );
  const complete = () =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
  failDisk(undefined, (call) => call.startsWith('del !s3!!uploads!'));
  await expect(complete()).rejects.toThrow(full);
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
  mendDisk();
  await complete();
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  await expect(s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
  expect(await get()).toBe('in parts');
  expect(await files()).toHaveLength(1);
});

test('a part that can not be recorded is not there, and leaves no file', async () => {
  const { s3, files, full } = await start();
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  failDisk();
  const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'in parts' });
  await expect(s3.send(part)).rejects.toThrow(full);
  expect(await files()).toEqual([]);
});

test('the event of an object that was stored comes once its function can be told, without a restart', async () => {
  const { aws, s3, put } = await start();
  const recorder = await createRecordingFunction(aws);
  await notify(s3, recorder.arn);
  failDisk(undefined, (call) => call.includes('!lambda!!async-events!'));
  await put('told later');
  mendDisk();
  expect(await recorder.received(1)).toMatchObject([{ eventName: 'ObjectCreated:Put' }]);
});

test('the event of an object that could not be stored never comes', async () => {
  const { aws, s3, put } = await start();
  const recorder = await createRecordingFunction(aws);
  await notify(s3, recorder.arn);
  failDisk(undefined, ofVersions);
  await expect(put('refused')).rejects.toThrow('The disk is full');
  mendDisk();
  await put('after');
  expect(await recorder.received(1)).toMatchObject([{ s3: { object: { size: 'after'.length } } }]);
});

test('an event that was told is not told again because that could not be written', async () => {
  let told = 0;
  const { s3, aws } = await startS3({
    s3: {
      async onNotification() {
        told++;
      },
    },
  });
  const recorder = await createRecordingFunction(aws);
  await notify(s3, recorder.arn);
  let tries = 0;
  failDisk(undefined, (call) => call.startsWith('del !s3!!outbox!') && ++tries > 0);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  await expect.poll(() => tries, { timeout: 15_000 }).toBeGreaterThan(2);
  expect(told).toBe(1);
});

test('no sequencer is handed out above the ceiling that is written', async () => {
  let ceiling: string | undefined;
  let isFull = true;
  const stored = {
    get: async () => ceiling,
    async put(_key: string, value: string) {
      if (isFull) throw new Error('full');
      ceiling = value;
    },
  };
  const sequencers = openSequencers(stored, () => new Date());
  await expect(sequencers.next()).rejects.toThrow('full');
  await expect(sequencers.next()).rejects.toThrow('full');
  isFull = false;
  expect((await sequencers.next()) < (ceiling ?? '')).toBe(true);
});
