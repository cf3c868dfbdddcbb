import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { DeployedStack } from './stack.ts';

export interface StoredObject {
  readonly key: string;
  readonly lastModified: Date;
  readonly bytes: number;
}

/** The objects of a bucket in key order, page by page: a bucket of any size needs no memory. */
export async function* listObjects(
  { s3 }: Pick<DeployedStack, 's3'>,
  bucket: string,
  range: { readonly prefix?: string | undefined; readonly startAfter?: string | undefined } = {},
): AsyncGenerator<StoredObject> {
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: range.prefix, StartAfter: range.startAfter },
  );
  for await (const { Contents = [] } of pages) {
    for (const { Key, LastModified, Size } of Contents) {
      if (Key !== undefined) yield { key: Key, lastModified: LastModified ?? new Date(0), bytes: Size ?? 0 };
    }
  }
}
