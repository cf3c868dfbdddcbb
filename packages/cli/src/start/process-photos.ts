import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { session } from '@darkroom/localstack-client';
import pMap from 'p-map';
import { z } from 'zod';
import type { EmbeddedStack } from './embedded-stack.ts';
import type { Photo } from './photos.ts';

const imageSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  updatedAt: z.iso.datetime(),
  reason: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string().optional(),
  variants: z.array(
    z.object({
      preset: z.string(),
      format: z.string(),
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
      url: z.string(),
    }),
  ),
});

/** An image as `pnpm start --json` prints it. */
export interface ProcessedImage extends Omit<z.output<typeof imageSchema>, 'updatedAt'> {
  /** Of the original. */
  readonly bytes: number;
  /** From the start of the upload to the last variant. */
  readonly ms: number;
}

const uploadsAtOnce = 10;
const pollMs = 100;
/** The SDK warns of every upload that an interruption cuts off. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Uploads photos as any S3 client would, and waits for what the API says of each. Throws the signal's reason. */
export async function processPhotos(
  photos: readonly Photo[],
  stack: EmbeddedStack,
  onDone: (done: number) => void,
  signal: AbortSignal,
): Promise<ProcessedImage[]> {
  setMaxListeners(0, signal); // a few for each photo under way
  const { endpoint, region, originalsBucket, apiUrl } = stack;
  const s3 = session({ endpoint, region }).client(S3Client, { logger: silent });
  let done = 0;

  /** Not there yet, or no concurrency left for the API: both pass. */
  async function decided(key: string, since: number) {
    for (;;) {
      const response = await fetch(`${apiUrl}/images/${imageId(key)}`, { signal });
      if (response.ok) {
        const image = imageSchema.parse(await response.json());
        const isNew = Date.parse(image.updatedAt) >= since; // a kept image of an earlier run does not count
        if (isNew && (image.status === 'ready' || image.status === 'failed')) return image;
      } else if (response.status !== 404 && response.status < 500) {
        throw new Error(`The API answered ${response.status}: ${await response.text()}`);
      }
      await setTimeout(pollMs, undefined, { signal });
    }
  }

  return pMap(
    photos,
    async ({ file, key }) => {
      const startedAt = Date.now();
      const { size } = await stat(file);
      await s3.send(
        new PutObjectCommand({
          Bucket: originalsBucket,
          Key: key,
          Body: createReadStream(file),
          ContentLength: size,
        }),
        { abortSignal: signal },
      );
      const { updatedAt, ...image } = await decided(key, startedAt);
      onDone(++done);
      return { ...image, bytes: size, ms: Date.parse(updatedAt) - startedAt };
    },
    { concurrency: uploadsAtOnce, signal },
  );
}
