import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import { headerNotImplemented, noSuchKey, preconditionFailed } from '../errors.ts';
import type { StoredObject, Version } from '../storage/versions.ts';

/** Conditional reads (GET, HEAD, and the source of a copy). Source: RFC 9110, section 13.2.2. */
export function checkReadConditions(
  headers: IncomingHttpHeaders,
  object: StoredObject,
  options: { readonly prefix?: string; readonly notModifiedStatus?: 304 | 412 } = {},
): void {
  const condition = (name: string) => headers[`${options.prefix ?? ''}${name}`] as string | undefined;
  const failed = (name: string) => preconditionFailed(`${options.prefix ?? ''}${name}`);
  const modified = Date.parse(object.lastModified);

  const ifMatch = condition('if-match');
  const ifUnmodified = parseDate(condition('if-unmodified-since'));
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) throw failed('If-Match');
  } else if (ifUnmodified !== undefined && modified > ifUnmodified) {
    throw failed('If-Unmodified-Since');
  }

  const ifNoneMatch = condition('if-none-match');
  const ifModified = parseDate(condition('if-modified-since'));
  const unchanged =
    ifNoneMatch !== undefined
      ? matches(ifNoneMatch, object.etag)
      : ifModified !== undefined && modified <= ifModified;
  if (!unchanged) return;
  if (options.notModifiedStatus === 412) {
    throw failed(ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match');
  }
  throw new AwsError('NotModified', 'Not Modified', 304, {
    headers: { etag: `"${object.etag}"`, 'last-modified': new Date(modified).toUTCString() },
  });
}

/** `If-Range`: whether the client's range belongs to this object. Source: RFC 9110, section 13.1.5. */
export function rangeStillHolds(headers: IncomingHttpHeaders, object: StoredObject): boolean {
  const known = headers['if-range'];
  if (known === undefined) return true;
  return known === `"${object.etag}"` || parseDate(String(known)) === Date.parse(object.lastModified);
}

/** Throws for values that S3 does not accept as a condition of a write. Source: S3 user guide, "Conditional requests". */
export function checkWriteConditionHeaders(headers: IncomingHttpHeaders): void {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw headerNotImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (ifMatch === '*') throw unknownCondition('If-Match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw unknownCondition('If-None-Match');
}

function unknownCondition(header: string) {
  return headerNotImplemented(header, `We don't accept the provided value of ${header} header for this API`);
}

/** Conditional writes; the caller holds the bucket's lock. */
export function checkWriteConditions(
  headers: IncomingHttpHeaders,
  key: string,
  latest: Version | undefined,
): void {
  const current = latest?.kind === 'object' ? latest : undefined;
  if (headers['if-none-match'] !== undefined && current) throw preconditionFailed('If-None-Match');
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (!matches(ifMatch, current.etag)) throw preconditionFailed('If-Match');
}

/**
 * Conditional deletes, which check only the current version. Source: S3 user guide, "How to perform conditional
 * deletes".
 */
export function checkDeleteCondition(
  ifMatch: string | undefined,
  key: string,
  latest: Version | undefined,
): void {
  if (ifMatch === undefined) return;
  if (!latest) throw noSuchKey(key);
  if (latest.kind !== 'object' || !matches(ifMatch, latest.etag)) throw preconditionFailed('If-Match');
}

function matches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((candidate) => candidate.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((candidate) => candidate === '*' || candidate === etag);
}

function parseDate(value: string | undefined): number | undefined {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? undefined : time;
}
