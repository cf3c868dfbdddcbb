import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { decodeKey } from './decode-key.ts';
import type { DeployedStack } from './stack.ts';

export interface StoredObject {
  readonly key: string;
  /** Without quotes, as in events and in the catalog. */
  readonly eTag: string;
  readonly lastModified: Date;
  readonly bytes: number;
  /** `STANDARD`, `GLACIER` … */
  readonly storageClass: string;
}

/**
 * The objects of a bucket in key order, page by page, so a bucket of any size needs little memory. Keys are requested
 * URL-encoded, because the SDK reads a key of only line ends as empty (Amazon S3 API Reference, "ListObjectsV2").
 */
export async function* listObjects(
  { s3 }: Pick<DeployedStack, 's3'>,
  bucket: string,
  range: { readonly prefix?: string | undefined; readonly startAfter?: string | undefined } = {},
): AsyncGenerator<StoredObject> {
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: range.prefix, StartAfter: range.startAfter, EncodingType: 'url' },
  );
  for await (const { Contents = [] } of pages) {
    for (const { Key, ETag = '', LastModified, Size: bytes = 0, StorageClass } of Contents) {
      if (Key === undefined) continue;
      yield {
        key: decodeKey(Key),
        eTag: ETag.replaceAll('"', ''),
        lastModified: LastModified ?? new Date(0),
        bytes,
        storageClass: StorageClass ?? 'STANDARD',
      };
    }
  }
}

/** An object as the source of a copy; the SDK does not encode its key. */
export function copySource(bucket: string, key: string): string {
  return `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
