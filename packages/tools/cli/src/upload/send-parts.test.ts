import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { expect, onTestFinished, test } from 'vitest';
import type { PartsRequest } from '../api/open-api.ts';
import { partBytes, sendInParts } from './send-parts.ts';

const photo = randomBytes(2 * partBytes + 1);

/** S3, and where the API's signatures would lead; `onPart` hears of each part before it is sent. */
async function s3With(onPart: (partNumber: number) => void) {
  const { endpoint, region, close } = await startLocalAws({ port: 0 });
  onTestFinished(close);
  const folder = await mkdtemp(join(tmpdir(), 'send-parts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'photo.jpg');
  await writeFile(file, photo);
  const s3 = session({ endpoint, region }).client(S3Client, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  await s3.send(new CreateBucketCommand({ Bucket: 'originals' }));
  const sign = (UploadId: string | undefined, PartNumber: number | undefined, method: string) => {
    const object = { Bucket: 'originals', Key: 'photo' };
    if (UploadId === undefined) return getSignedUrl(s3, new CreateMultipartUploadCommand(object));
    const upload = { ...object, UploadId };
    if (PartNumber !== undefined) return getSignedUrl(s3, new UploadPartCommand({ ...upload, PartNumber }));
    return getSignedUrl(
      s3,
      method === 'GET' ? new ListPartsCommand(upload) : new CompleteMultipartUploadCommand(upload),
    );
  };
  const signUpload = async (_: string, { method, uploadId, partNumber }: PartsRequest) => {
    if (partNumber !== undefined) onPart(partNumber);
    return { url: await sign(uploadId, partNumber, method), headers: {} };
  };
  const stored = async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'originals', Key: 'photo' }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  return { file, api: { signUpload }, stored };
}

test('an upload that was interrupted goes on with the parts that are missing', async () => {
  const sent: number[] = [];
  const interruption = new AbortController();
  const { file, api, stored } = await s3With((partNumber) => {
    sent.push(partNumber);
    if (sent.length === 2) interruption.abort();
  });
  let uploadId = '';
  const began = (id: string) => {
    uploadId = id;
  };
  const first = sendInParts(file, { id: 'photo' }, { api, signal: interruption.signal, began });
  await expect(first).rejects.toThrow('aborted');
  expect(sent).toEqual([1, 2]);

  const { signal } = new AbortController();
  await sendInParts(file, { id: 'photo', uploadId }, { api, signal, began });
  expect(sent).toEqual([1, 2, 2, 3]);
  expect((await stored()).equals(photo)).toBe(true);
});

test('an upload that S3 does not know is refused with its code', async () => {
  const { file, api } = await s3With(() => {});
  const { signal } = new AbortController();
  const lost = sendInParts(file, { id: 'photo', uploadId: 'lost' }, { api, signal, began() {} });
  await expect(lost).rejects.toMatchObject({ code: 'NoSuchUpload' });
});
