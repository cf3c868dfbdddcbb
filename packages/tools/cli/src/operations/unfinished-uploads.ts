import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  NoSuchUpload,
} from '@aws-sdk/client-s3';
import { decodeKey } from './decode-key.ts';
import type { DeployedStack } from './stack.ts';

/** An upload in parts that nobody has completed: S3 keeps its parts, and lists them as no object. */
export interface UnfinishedUpload {
  readonly Key: string;
  readonly UploadId: string;
}

/** Those of the originals bucket with these keys. */
export async function unfinishedUploads(
  { s3, originalsBucket: Bucket }: DeployedStack,
  keys: ReadonlySet<string>,
): Promise<UnfinishedUpload[]> {
  const uploads: UnfinishedUpload[] = [];
  let next: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListMultipartUploadsCommandOutput = await s3.send(
      new ListMultipartUploadsCommand({ Bucket, EncodingType: 'url', ...next }),
    );
    const found = page.Uploads ?? [];
    for (const { Key = '', UploadId = '' } of found)
      if (keys.has(decodeKey(Key))) uploads.push({ Key: decodeKey(Key), UploadId });
    const { IsTruncated, NextKeyMarker = '', NextUploadIdMarker } = page;
    next = IsTruncated
      ? { KeyMarker: decodeKey(NextKeyMarker), UploadIdMarker: NextUploadIdMarker }
      : undefined;
  }
  return uploads;
}

export async function abortUploads(
  { s3, originalsBucket: Bucket }: DeployedStack,
  uploads: readonly UnfinishedUpload[],
): Promise<void> {
  for (const upload of uploads)
    try {
      await s3.send(new AbortMultipartUploadCommand({ Bucket, ...upload }));
    } catch (error) {
      if (!(error instanceof NoSuchUpload)) throw error; // somebody has completed or aborted it
    }
}
