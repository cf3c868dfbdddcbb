import type { StorageChange } from '../../../storage/collection.ts';
import type { Storage } from '../../../storage/storage.ts';
import type { ChecksumAlgorithm } from '../wire/checksum.ts';
import type { Segment } from './bodies.ts';
import type { ObjectDescription } from './versions.ts';

/** A multipart upload that is neither completed nor aborted. */
export interface Upload extends ObjectDescription {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  /** ISO 8601. */
  readonly initiated: string;
  /** The sequencer of the object that existed when the upload began. */
  readonly current?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: 'FULL_OBJECT' | 'COMPOSITE' };
}

export interface UploadedPart {
  readonly number: number;
  readonly bytes: number;
  readonly etag: string;
  readonly lastModified: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
  readonly segment: Segment;
}

export interface Uploads {
  find(bucket: string, key: string, uploadId: string): Promise<Upload | undefined>;
  start(upload: Upload): Promise<void>;
  /** Deletes the upload and its parts; the caller deletes their files. */
  end(upload: Upload): Promise<void>;
  /** What `end` does, to be committed together with the object that the parts become. */
  ending(upload: Upload): Promise<StorageChange[]>;
  /** In the order of keys, then of upload ids. */
  ofBucket(bucket: string): AsyncIterable<Upload>;
  all(): AsyncIterable<Upload>;
  /** By number. */
  parts(upload: Upload): Promise<UploadedPart[]>;
  /** Returns the part that it replaces. */
  putPart(upload: Upload, part: UploadedPart): Promise<UploadedPart | undefined>;
}

export function openUploads(storage: Storage): Uploads {
  const uploads = storage.collection<Upload>('s3/uploads');
  const parts = storage.collection<UploadedPart>('s3/parts');

  async function partsOf({ uploadId }: Upload): Promise<[string, UploadedPart][]> {
    const found: [string, UploadedPart][] = [];
    for await (const entry of parts.entries({ gte: `${uploadId}/`, lt: `${uploadId}0` })) found.push(entry);
    return found;
  }

  async function ending(upload: Upload): Promise<StorageChange[]> {
    return [
      ...uploads.changes([{ delete: recordKey(upload) }]),
      ...parts.changes((await partsOf(upload)).map(([key]) => ({ delete: key }))),
    ];
  }

  return {
    ending,
    async find(bucket, key, uploadId) {
      return uploads.get(recordKey({ bucket, key, uploadId }));
    },
    start: (upload) => uploads.put(recordKey(upload), upload),
    end: async (upload) => storage.commit(await ending(upload)),
    async *ofBucket(bucket) {
      for await (const [, upload] of uploads.entries({ gte: `${bucket}/`, lt: `${bucket}0` })) yield upload;
    },
    async *all() {
      for await (const [, upload] of uploads.entries()) yield upload;
    },
    parts: async (upload) => (await partsOf(upload)).map(([, part]) => part),
    async putPart(upload, part) {
      const key = `${upload.uploadId}/${String(part.number).padStart(5, '0')}`;
      const replaced = await parts.get(key);
      await parts.put(key, part);
      return replaced;
    },
  };
}

function recordKey({ bucket, key, uploadId }: Pick<Upload, 'bucket' | 'key' | 'uploadId'>): string {
  return `${bucket}/${key}\0${uploadId}`;
}
