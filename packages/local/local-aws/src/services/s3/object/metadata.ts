import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../errors.ts';
import { type Fields, textOf } from './fields.ts';
import { decodeWords, encodeWords } from './rfc2047.ts';

/** The HTTP headers that S3 stores with an object. */
const systemHeaders = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];
const userPrefix = 'x-amz-meta-';
const maxUserBytes = 2048;

/**
 * What a request's headers, or a form's fields, say about the object, by the names of the headers in GET's response. User
 * metadata is stored as text, whatever encoding it was sent in.
 * Source: S3 user guide, "Working with object metadata".
 */
export function readMetadata(fields: Fields, from: 'headers' | 'form'): Record<string, string> {
  const metadata: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of systemHeaders) {
    const value = textOf(fields, name);
    if (value) metadata[name] = from === 'form' ? latin1(value) : value;
  }
  const encoding = contentEncoding(fields);
  if (encoding) metadata['content-encoding'] = encoding;
  checkRedirect(metadata['x-amz-website-redirect-location']);

  const user = Object.entries(userMetadata(fields));
  checkUserMetadata(user);
  // A form's text is already UTF-8, and S3 does not decode encoded words in it.
  for (const [name, value] of user) metadata[name] = from === 'form' ? value : decodeWords(value);
  return metadata;
}

/** The same as response headers, which must be Latin-1. */
export function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [
      name,
      name.startsWith(userPrefix) ? encodeWords(value) : value,
    ]),
  );
}

function userMetadata(fields: Fields): Record<string, string> {
  const names = Object.keys(fields).filter((name) => name.startsWith(userPrefix));
  return Object.fromEntries(names.map((name) => [name, textOf(fields, name) ?? '']));
}

function checkUserMetadata(entries: readonly (readonly [string, string])[]): void {
  let bytes = 0;
  for (const [name, value] of entries) {
    // Forms and URLs can contain names that no response header can have.
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) || name === userPrefix)
      throw invalidArgument('The metadata name is not a valid HTTP header name.', name, value);
    bytes += Buffer.byteLength(name) - userPrefix.length + Buffer.byteLength(value);
  }
  if (bytes <= maxUserBytes) return;
  throw new AwsError(
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    400,
    { fields: { Size: String(bytes), MaxSizeAllowed: String(maxUserBytes) } },
  );
}

/** As it was sent, but without `aws-chunked`, which says how the bytes travelled, not what they are. */
function contentEncoding(fields: Fields): string {
  const sent = textOf(fields, 'content-encoding') ?? '';
  const encodings = sent.split(',').filter((encoding) => encoding.trim() !== 'aws-chunked');
  return encodings.join(',').trim();
}

function checkRedirect(location: string | undefined): void {
  if (location === undefined || /^(\/|https?:\/\/)/.test(location)) return;
  throw new AwsError(
    'InvalidRedirectLocation',
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );
}

/** Whether a response header can have this value: Latin-1 without control characters. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** S3 replaces characters that Latin-1 does not have by spaces in a form's metadata. */
function latin1(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/gu, ' ');
}
