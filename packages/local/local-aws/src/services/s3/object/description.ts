import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import { encryptionHeaders, readEncryption } from './encryption.ts';
import { type Fields, textOf } from './fields.ts';
import { metadataHeaders, readMetadata } from './metadata.ts';
import { parseTagHeader } from './tags.ts';

/** Those that PutObject accepts; `OUTPOSTS`, `SNOW` and `EXPRESS_ONEZONE` are for other kinds of buckets. */
export const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const;

/** A request's headers. From a presigned URL's parameters S3 reads only the metadata, neither tags nor checksums. */
export function describingHeaders({ headers, query }: AwsRequest): Fields {
  const inUrl = [...query]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-meta-'));
  return { ...Object.fromEntries(inUrl), ...headers };
}

/** Reads what a request's headers, or a form's fields, say about the object. */
export function describeObject(
  fields: Fields,
  bucket: Bucket,
  from: 'headers' | 'form' = 'headers',
): ObjectDescription {
  const storageClass = textOf(fields, 'x-amz-storage-class') ?? 'STANDARD';
  if (!storageClasses.some((known) => known === storageClass)) {
    throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
      fields: { StorageClassRequested: storageClass },
    });
  }
  return {
    headers: readMetadata(fields, from),
    tags: parseTagHeader(textOf(fields, 'x-amz-tagging') ?? ''),
    storageClass,
    encryption: readEncryption(fields, bucket),
  };
}

/** The headers that describe an object, in responses to GET and HEAD. */
export function descriptionHeaders(object: StoredObject): Record<string, string> {
  const tagCount = Object.keys(object.tags).length;
  return {
    ...metadataHeaders(object.headers),
    ...encryptionHeaders(object.encryption),
    ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
    ...(tagCount === 0 ? {} : { 'x-amz-tagging-count': String(tagCount) }),
  };
}
