import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

const imageSchema = z.object({ status: z.string(), width: z.number().optional() });

test('with versioned originals the image follows the version that is current', async () => {
  const config = { presets: { thumb: { width: 32 } }, originals: { versioned: true } };
  const stack = await startEmbeddedStack({ config });
  onTestFinished(() => stack.close());
  const { originalsBucket: Bucket, apiUrl } = stack.target;
  const s3 = stack.local.client(S3Client);
  expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: 'Enabled' });

  const object = { Bucket, Key: 'photo.jpg' };
  const put = async (width: number) =>
    (await s3.send(new PutObjectCommand({ ...object, Body: await photo(width, 48) }))).VersionId;
  const remove = async (VersionId?: string) =>
    (await s3.send(new DeleteObjectCommand({ ...object, VersionId }))).VersionId;
  const shown = async () => {
    const response = await fetch(`${apiUrl}/images/${imageId('photo.jpg')}`);
    if (response.status === 404) return 'nothing';
    const { status, width } = imageSchema.parse(await response.json());
    return status === 'ready' ? width : status;
  };
  const expectShown = (width: number | 'nothing') => expect.poll(shown, { timeout: 30_000 }).toBe(width);

  const first = await put(64);
  const second = await put(65);
  await expectShown(65);
  await remove(second);
  await expectShown(64);
  const third = await put(66);
  await expectShown(66);
  await remove(first); // an old version, of which nothing is to be seen
  const marker = await remove();
  await expectShown('nothing');
  await remove(marker);
  await expectShown(66);
  await remove(third);
  await expectShown('nothing');
});
