import { headerNotImplemented, notImplemented } from '../errors.ts';

/** S3's own headers that are supported here, or that do not matter for this kind of bucket. */
const served = new Set([
  // How the request is signed and sent.
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-te', // an offer that the response may ignore
  'x-amz-trailer',
  'x-amz-user-agent',
  'x-amz-cf-id', // CloudFront's name for the request
  // Who is meant, and who pays: always the one account.
  'x-amz-expected-bucket-owner',
  'x-amz-request-payer',
  'x-amz-source-expected-bucket-owner',
  // Objects.
  'x-amz-acl',
  'x-amz-bypass-governance-retention',
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
  'x-amz-copy-source-range',
  'x-amz-max-parts',
  'x-amz-metadata-directive',
  'x-amz-mp-object-size',
  'x-amz-object-attributes',
  'x-amz-optional-object-attributes',
  'x-amz-part-number-marker',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-context',
  'x-amz-storage-class',
  'x-amz-tagging',
  'x-amz-tagging-directive',
  'x-amz-website-redirect-location',
  // Buckets.
  'x-amz-bucket-namespace',
  'x-amz-bucket-object-lock-enabled',
  'x-amz-confirm-remove-self-bucket-access', // the root user is never locked out
  'x-amz-object-ownership',
  'x-amz-skip-destination-validation',
  'x-amz-transition-default-minimum-object-size',
]);
const servedFamilies = /^x-amz-(meta-|grant-|checksum-(crc|md5|sha|xxhash))/;

/** S3 has these only for directory buckets. */
const ofDirectoryBuckets = new Set([
  'x-amz-if-match-initiated-time',
  'x-amz-if-match-last-modified-time',
  'x-amz-if-match-size',
]);

/**
 * Throws NotImplemented for headers, or form fields, that ask for what local-aws does not support or does not know, because
 * the client relies on them.
 */
export function refuseUnservedHeaders(headers: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(headers).find(
    (header) => header.startsWith('x-amz-') && !served.has(header) && !servedFamilies.test(header),
  );
  if (name === undefined) return;
  throw ofDirectoryBuckets.has(name) ? headerNotImplemented(name) : notImplemented(name);
}
