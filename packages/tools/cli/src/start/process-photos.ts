import { setMaxListeners } from 'node:events';
import { S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { session } from '@darkroom/localstack-client';
import pMap from 'p-map';
import { apiAt } from '../api/open-api.ts';
import { causeOf } from '../operations/explain-failure.ts';
import type { FailedEvent } from '../operations/failed-event.ts';
import type { EmbeddedStack } from './embedded-stack.ts';
import { openFailedUploads } from './failed-uploads.ts';
import { type Image, watchImages } from './image-watch.ts';
import type { Photo } from './photos.ts';
import { type Upload, uploadByForm, uploadToBucket } from './upload-photo.ts';

/** An image as `pnpm start --json` prints it. */
export interface ProcessedImage extends Omit<Image, 'updatedAt'> {
  /** Bytes of the original; 0 if it could not be uploaded. */
  readonly bytes: number;
  /** From the start of the upload to the last variant; 0 if the image was there already. */
  readonly ms: number;
}

const uploadsAtOnce = 10;
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
  const watch = watchImages(stack, signal);
  let done = 0;

  async function outcome({ id, key }: Upload, since: number): Promise<Image> {
    const known = new AbortController();
    try {
      const image = await Promise.race([
        watch.decided(id, since, known.signal),
        givenUp(key, since, known.signal),
      ]);
      return image === 'unavailable' ? failedImage(key, apiFails, new Date().toISOString()) : image;
    } finally {
      known.abort();
    }
  }

  /** Lambda's answer about an upload, if it gives up on it. */
  async function givenUp(key: string, since: number, known: AbortSignal): Promise<Image> {
    for (;;) {
      const failed = await failedUploads.find(key, since);
      known.throwIfAborted();
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
