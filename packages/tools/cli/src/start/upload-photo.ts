import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { finished } from 'node:stream/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { z } from 'zod';
import { contentTypeOf } from '../photo-files.ts';
import type { ImagesApi } from './images-api.ts';
import type { Photo } from './photos.ts';

export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Bytes of the file. */
  readonly bytes: number;
}

/** Puts a photo into the originals bucket, as any S3 client would. */
export async function uploadToBucket(
  { file, key }: Photo,
  { s3, bucket, signal }: { s3: S3Client; bucket: string; signal: AbortSignal },
): Promise<Upload> {
  const handle = await open(file);
  const { size: bytes } = await handle.stat();
  const Body = handle.createReadStream();
  try {
    const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentLength: bytes });
    // A file that cannot be read to its end would leave S3 waiting for the rest.
    await Promise.all([s3.send(put, { abortSignal: signal }), finished(Body)]);
  } finally {
    Body.destroy();
  }
  return { id: imageId(key), key, bytes };
}

const announcedSchema = z.object({
  id: z.string(),
  key: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});

/** Announces a photo to the API and uploads it with the form from the response, so that it belongs to the caller. */
export async function uploadByForm(
  { file, key: path }: Photo,
  { api, signal }: { api: ImagesApi; signal: AbortSignal },
): Promise<Upload> {
  const photo = await openAsBlob(file);
  const response = await api.call('/images', {
    method: 'POST',
    document: { filename: basename(path), contentType: contentTypeOf(file), bytes: photo.size },
  });
  if (!response.ok) throw new Error(`the API answered ${response.status}: ${await response.text()}`);
  const { id, key, upload } = announcedSchema.parse(await response.json());
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', photo);
  const sent = await fetch(upload.url, { method: 'POST', body: form, signal });
  if (!sent.ok) throw new Error(`S3 answered ${sent.status}: ${await sent.text()}`);
  return { id, key, bytes: photo.size };
}
