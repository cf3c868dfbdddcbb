import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import { invalidArgument } from '../errors.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import { element, parseXml } from '../wire/xml.ts';

const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];
const encryptionMethods = ['AES256', 'aws:kms', 'aws:kms:dsse'];
const maxUserMetadataBytes = 2048;

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The headers of a request. Of what a signer moved into a presigned URL S3 takes the metadata alone, neither tags nor checksums. */
export function describingHeaders({ headers, query }: AwsRequest): Fields {
  const inUrl = [...query]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-meta-'));
  return { ...Object.fromEntries(inUrl), ...headers };
}

/** Reads what a request's headers, or a browser upload's form fields, say about the object. */
export function describeObject(fields: Fields, bucket: Bucket): ObjectDescription {
  const storageClass = text(fields['x-amz-storage-class']) ?? 'STANDARD';
  if (!storageClasses.includes(storageClass)) {
    throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid');
  }
  return {
    headers: headersOf(fields),
    tags: parseTagHeader(text(fields['x-amz-tagging']) ?? ''),
    storageClass,
    encryption: encryptionOf(fields, bucket),
  };
}

/** The headers that describe an object, in responses to GET and HEAD. */
export function descriptionHeaders(object: StoredObject): Record<string, string> {
  const tagCount = Object.keys(object.tags).length;
  return {
    ...object.headers,
    ...object.encryption,
    ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
    ...(tagCount === 0 ? {} : { 'x-amz-tagging-count': String(tagCount) }),
  };
}

function headersOf(fields: Fields): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let userBytes = 0;
  for (const [name, value] of Object.entries(fields)) {
    const known = text(value);
    if (known === undefined || known === '') continue;
    if (systemHeaders.includes(name)) headers[name] = known;
    if (name.startsWith('x-amz-meta-')) {
      headers[name] = known;
      userBytes += Buffer.byteLength(name) - 'x-amz-meta-'.length + Buffer.byteLength(known);
    }
  }
  if (userBytes > maxUserMetadataBytes) {
    throw new AwsError(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
      400,
      { fields: { Size: String(userBytes), MaxSizeAllowed: String(maxUserMetadataBytes) } },
    );
  }
  // `aws-chunked` says how the bytes travelled, not what they are.
  const encodings = (text(fields['content-encoding']) ?? '')
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  if (encodings.length > 0) headers['content-encoding'] = encodings.join(',');
  return headers;
}

/** What is read of a bucket's default encryption. */
export const encryptionConfiguration = z.object({
  Rule: element(
    z.object({
      ApplyServerSideEncryptionByDefault: element(
        z.object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() }),
      ).optional(),
    }),
  ),
});

/** Asked for by the request, else the bucket's default; nothing is really encrypted. */
function encryptionOf(fields: Fields, bucket: Bucket): Record<string, string> {
  const name = 'x-amz-server-side-encryption';
  const asked = text(fields[name]);
  if (asked !== undefined && !encryptionMethods.includes(asked))
    throw invalidArgument('The encryption method specified is not supported', name, asked);
  const defaults =
    bucket.configuration.encryption &&
    parseXml(
      bucket.configuration.encryption.document,
      'ServerSideEncryptionConfiguration',
      encryptionConfiguration,
    ).Rule.ApplyServerSideEncryptionByDefault;
  const algorithm = asked ?? defaults?.SSEAlgorithm ?? 'AES256';
  const keyId =
    text(fields['x-amz-server-side-encryption-aws-kms-key-id']) ??
    (asked ? undefined : defaults?.KMSMasterKeyID);
  return {
    'x-amz-server-side-encryption': algorithm,
    ...(algorithm.startsWith('aws:kms') && keyId
      ? { 'x-amz-server-side-encryption-aws-kms-key-id': keyId }
      : {}),
  };
}

/** `x-amz-tagging: a=1&b=2`, form-encoded. */
export function parseTagHeader(value: string): Record<string, string> {
  return checkTags([...new URLSearchParams(value)], 10);
}

/** Source: S3 user guide, "Categorizing your storage using tags". */
export function checkTags(
  tags: readonly (readonly [string, string])[],
  limit: number,
): Record<string, string> {
  if (tags.length > limit) throw new AwsError('BadRequest', `Object tags cannot be greater than ${limit}`);
  if (new Set(tags.map(([key]) => key)).size !== tags.length) {
    throw new AwsError('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  for (const [key, value] of tags) {
    if (key === '' || key.length > 128)
      throw new AwsError('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new AwsError('InvalidTag', 'The TagValue you have provided is invalid');
    if (key.startsWith('aws:'))
      throw invalidArgument('System tags cannot be added/updated by requester', 'Key', key);
  }
  return Object.fromEntries(tags);
}

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}
