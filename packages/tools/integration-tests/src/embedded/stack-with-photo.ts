import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { vi } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

const imageSchema = z.object({ status: z.literal('ready') });

/** A stack with one image that is ready, of 1500 × 1000 pixels. */
export async function stackWithPhoto(): Promise<{ stack: EmbeddedStack; id: string }> {
  const stack = await startEmbeddedStack();
  const [Bucket, Key] = [stack.target.originalsBucket, 'example.jpg'];
  await stack.local
    .client(S3Client)
    .send(new PutObjectCommand({ Bucket, Key, Body: await photo(1500, 1000) }));
  const id = imageId(Key);
  const read = async () =>
    imageSchema.parse(await (await fetch(`${stack.target.apiUrl}/images/${id}`)).json());
  await vi.waitFor(read, { timeout: 60_000, interval: 100 });
  return { stack, id };
}
