import { z } from 'zod';
import { encryptionConfiguration } from '../bucket/documents/encryption.ts';
import { invalidArgument } from '../errors.ts';
import type { Bucket } from '../storage/buckets.ts';
import { parseXml } from '../wire/xml.ts';
import { type Fields, textOf } from './fields.ts';

const header = 'x-amz-server-side-encryption';
export const keyIdHeader = `${header}-aws-kms-key-id`;
const contextHeader = `${header}-context`;
export const bucketKeyHeader = `${header}-bucket-key-enabled`;
const methods = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/**
 * The requested encryption, or the bucket's default, as response headers; nothing is really encrypted.
 * Source: S3 API reference, PutObject.
 */
export function readEncryption(fields: Fields, bucket: Bucket): Record<string, string> {
  const asked = textOf(fields, header);
  if (asked !== undefined && !methods.includes(asked))
    throw invalidArgument('The encryption method specified is not supported', header, asked);
  for (const name of [keyIdHeader, contextHeader]) {
    if (textOf(fields, name) === undefined || asked?.startsWith('aws:kms')) continue;
    throw invalidArgument(
      `Server Side Encryption with AWS KMS managed key requires HTTP header ${header} : aws:kms`,
      header,
      asked ?? '',
    );
  }
  checkContext(textOf(fields, contextHeader));
  const wantsBucketKey = readFlag(fields, bucketKeyHeader);

  const byDefault = defaultOf(bucket);
  const algorithm = asked ?? byDefault?.SSEAlgorithm ?? 'AES256';
  const keyId = textOf(fields, keyIdHeader) ?? (asked ? undefined : byDefault?.KMSMasterKeyID);
  const withKms = algorithm.startsWith('aws:kms');
  const context = textOf(fields, contextHeader);
  // Only KMS has bucket keys, and not with dual-layer encryption.
  const bucketKey = algorithm === 'aws:kms' && (wantsBucketKey ?? byDefault?.bucketKey ?? false);
  return {
    [header]: algorithm,
    ...(withKms && keyId ? { [keyIdHeader]: keyId } : {}),
    ...(context === undefined ? {} : { [contextHeader]: context }),
    ...(bucketKey ? { [bucketKeyHeader]: 'true' } : {}),
  };
}

/**
 * Throws InvalidArgument where a request that reads an object sends an encryption: the object has its own.
 * Source: S3 API reference, GetObject and HeadObject ("you get an HTTP 400 Bad Request error").
 */
export function refuseEncryptionHeaders(headers: Fields): void {
  const name = [header, keyIdHeader, contextHeader, bucketKeyHeader].find(
    (one) => headers[one] !== undefined,
  );
  if (name === undefined) return;
  throw invalidArgument(
    `${name} header is not supported for this operation.`,
    name,
    textOf(headers, name) ?? '',
  );
}

/** The encryption headers of GET and HEAD; only responses to writes include the context. */
export function encryptionHeaders(encryption: Readonly<Record<string, string>>): Record<string, string> {
  const { [contextHeader]: _, ...others } = encryption;
  return others;
}

function defaultOf({ configuration }: Bucket) {
  if (!configuration.encryption) return undefined;
  const { Rule } = parseXml(
    configuration.encryption.document,
    'ServerSideEncryptionConfiguration',
    encryptionConfiguration,
  );
  return { ...Rule.ApplyServerSideEncryptionByDefault, bucketKey: Rule.BucketKeyEnabled };
}

function readFlag(fields: Fields, name: string): boolean | undefined {
  const value = textOf(fields, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw invalidArgument(`Invalid ${name} header`, name, value);
  return value === 'true';
}

const encryptionContext = z.record(z.string(), z.string());

function checkContext(context: string | undefined): void {
  if (context === undefined) return;
  try {
    encryptionContext.parse(JSON.parse(Buffer.from(context, 'base64').toString('utf8')));
  } catch {
    throw invalidArgument(
      `The header '${contextHeader}' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map`,
      contextHeader,
      context,
    );
  }
}
