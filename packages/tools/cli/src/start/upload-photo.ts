import { open, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import type { Api } from '../api/open-api.ts';
import { sendFile } from '../upload/upload-file.ts';
import type { Photo } from './photos.ts';

export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** An image had the same bytes already, so nothing was sent. */
  readonly isDuplicate: boolean;
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
  return { id: imageId(key), key, bytes, isDuplicate: false };
}

/** Uploads a photo through the API, so that it belongs to the caller. Sends nothing if it is there already. */
export async function uploadByForm(
  { file, key: path }: Photo,
  { api, signal }: { api: Api; signal: AbortSignal },
): Promise<Upload> {
  const { size: bytes, mtimeMs: modifiedMs } = await stat(file);
  const {
    id,
    key = path,
    isDuplicate,
  } = await sendFile({ path, file, bytes, modifiedMs }, [], { api, signal });
  return { id, key, bytes, isDuplicate };
}
