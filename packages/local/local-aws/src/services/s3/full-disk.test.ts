import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test, vi } from 'vitest';
import { canMount, smallDisk } from '../../testing/small-disk.ts';
import { Bucket, startS3 } from './testing/start-s3.ts';

const Key = 'photo.jpg';
const Body = Buffer.alloc(4 * 1024 ** 2, 'x');

test.runIf(canMount)(
  'on a full disk (a tmpfs: needs root on Linux) bodies and parts are answered 500, leave nothing, and are taken once there is room',
  async () => {
    const { folder: dataDir, fill, makeRoom } = await smallDisk(16);
    const log = { info() {}, warn: vi.fn(), error: vi.fn() };
    const { s3 } = await startS3({ dataDir, log }, { maxAttempts: 1 });
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const put = () => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const upload = () => s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
    const files = () => readdir(join(dataDir, 's3-bodies'));
    await fill();

    const message = `The disk is full: free space where ${dataDir} is, and writing goes on.`;
    for (const send of [put, upload])
      await expect(send()).rejects.toMatchObject({
        name: 'InternalError',
        message,
        $metadata: { httpStatusCode: 500 },
      });
    expect(await files()).toEqual([]);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect(log.error.mock.calls).toEqual([[message]]);

    await makeRoom();
    await put();
    await upload();
    expect((await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts).toHaveLength(1);
    expect(await files()).toHaveLength(2);
    expect(log.warn).toHaveBeenCalledWith('Writing to the disk works again.');
  },
);
