import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { session } from '@darkroom/localstack-client';
import pMap from 'p-map';
import { z } from 'zod';
import { variantSchema } from '../api/image.ts';
import { apiAt } from '../api/open-api.ts';
import { causeOf } from '../operations/explain-failure.ts';
import type { FailedEvent } from '../operations/failed-event.ts';
import type { EmbeddedStack } from './embedded-stack.ts';
import { openFailedUploads } from './failed-uploads.ts';
import type { Photo } from './photos.ts';
import { type Upload, uploadByForm, uploadToBucket } from './upload-photo.ts';

const imageSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  updatedAt: z.iso.datetime(),
  reason: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string().optional(),
  /** Lasting: `/{preset}` behind it is a picture. */
  url: z.string().optional(),
  thumbnail: z.string().optional(),
  variants: z.array(variantSchema),
});

type Image = z.output<typeof imageSchema>;

/** An image as `pnpm start --json` prints it. */
export interface ProcessedImage extends Omit<Image, 'updatedAt'> {
  /** Bytes of the original; 0 if it could not be uploaded. */
  readonly bytes: number;
  /** From the start of the upload to the last variant; 0 if the image was there already. */
  readonly ms: number;
}

const uploadsAtOnce = 10;
const pollMs = 100;
const retryAfterMs = 2000; // as the API says when it is busy
const apiAttempts = 10;
const apiFails =
  "The API's function fails, so the image's state is unknown. Raise functions.imagesApi.memoryMb or timeoutSeconds in darkroom.config.ts.";
/** The SDK warns about every upload that an interruption cuts off. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Uploads photos as any S3 client would, or through the API if images have owners. Waits for the API's result for each,
 * or until Lambda gives up on it. A failed photo does not stop the others. Throws the signal's reason.
 */
export async function processPhotos(
  photos: readonly Photo[],
  stack: Omit<EmbeddedStack, 'timings' | 'close' | 'deliveryUrl' | 'prefix' | 'plan'>,
  onDone: (done: number) => void,
  signal: AbortSignal,
): Promise<ProcessedImage[]> {
  setMaxListeners(0, signal); // a few for each photo in progress
  const { endpoint, region, originalsBucket, apiUrl, caller } = stack;
  const api = apiAt(apiUrl, caller.headers, signal);
  const s3 = session({ endpoint, region }).client(S3Client, { logger: silent });
  const over = new AbortController();
  const failedUploads = await openFailedUploads(stack, AbortSignal.any([signal, over.signal]));
  let done = 0;

  /** The API's answer about an upload, once it is final. */
  async function look(id: string, since: number): Promise<Image | 'undecided' | 'unavailable'> {
    const url = new URL(`${apiUrl}/images/${id}`);
    const response = await fetch(url, { headers: await caller.headers('GET', url), signal });
    if (response.ok) {
      const image = imageSchema.parse(await response.json());
      const isNew = Date.parse(image.updatedAt) >= since; // a kept image of an earlier run does not count
      return isNew && (image.status === 'ready' || image.status === 'failed') ? image : 'undecided';
    }
    // The function failed, or has no concurrency left; API Gateway does not say which.
    if (response.status > 501) return 'unavailable';
    // Not recorded yet: keep waiting.
    if (response.status === 404 || response.status >= 500) return 'undecided';
    throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  }

  async function outcome({ id, key }: Upload, since: number): Promise<Image> {
    let unavailable = 0;
    for (;;) {
      const found = await look(id, since);
      if (typeof found === 'object') return found;
      unavailable = found === 'unavailable' ? unavailable + 1 : 0;
      if (unavailable === apiAttempts) return failedImage(key, apiFails, new Date().toISOString());
      const pause = setTimeout(unavailable > 0 ? retryAfterMs : pollMs, undefined, { signal });
      const failed = await Promise.race([failedUploads.find(key, since), pause]);
      if (failed) return failedImage(key, reasonOf(failed), failed.failedAt);
    }
  }

  async function developed(photo: Photo, since: number): Promise<Image & { bytes: number }> {
    let upload: Upload;
    try {
      upload = caller.owners
        ? await uploadByForm(photo, { api, signal })
        : await uploadToBucket(photo, { s3, bucket: originalsBucket, signal });
    } catch (error) {
      signal.throwIfAborted();
      const reason = `It could not be uploaded: ${error instanceof Error ? error.message : error}`;
      return { ...failedImage(photo.key, reason, new Date().toISOString()), bytes: 0 };
    }
    return { ...(await outcome(upload, upload.isDuplicate ? 0 : since)), bytes: upload.bytes };
  }

  try {
    return await pMap(
      photos,
      async (photo) => {
        const startedAt = Date.now();
        const { updatedAt, ...image } = await developed(photo, startedAt);
        onDone(++done);
        return { ...image, ms: Math.max(0, Date.parse(updatedAt) - startedAt) };
      },
      { concurrency: uploadsAtOnce, signal },
    );
  } finally {
    over.abort();
  }
}

function failedImage(key: string, reason: string, updatedAt: string): Image {
  return { id: imageId(key), key, status: 'failed', reason, updatedAt, variants: [] };
}

function reasonOf(event: FailedEvent): string {
  const error = `${event.errorType}: ${event.errorMessage}`;
  const cause = causeOf(event)?.cause;
  return cause ? `${cause} (${error})` : error;
}
