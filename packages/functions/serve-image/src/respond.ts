import { createHash } from 'node:crypto';
import type { ImageRecord } from '@darkroom/catalog';
import { cacheControlOf, type FoundVariant, whoseCaches } from '@darkroom/image-store';
import type { Dependencies } from './dependencies.ts';
import type { Picture } from './picture.ts';

/** What HTTP says of a picture, whether or not it is sent. */
export interface Policy {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the client has it already. */
  matches(request: Request): boolean;
  /** The range that may be answered: none where the client has a part of another file. */
  rangeOf(request: Request): string | undefined;
}

/** Of the newest picture at an address: caches keep it for a short time, and then ask by its ETag. */
export function lastingPolicy(
  { key, negotiated }: Picture,
  { updatedAt }: ImageRecord,
  { delivery, access }: Dependencies,
): Policy {
  const { cacheSeconds } = delivery;
  const directives = [
    ...whoseCaches({ ...access, ...delivery }),
    `max-age=${cacheSeconds}`,
    `s-maxage=${cacheSeconds}`,
    `stale-while-revalidate=${10 * cacheSeconds}`,
  ];
  return policyOf(key, {
    'cache-control': directives.join(', '),
    'last-modified': new Date(updatedAt).toUTCString(),
    ...(negotiated && { vary: 'accept' }),
  });
}

/** Of a stored file by its key. */
export function storedPolicy(
  key: string,
  { access, delivery }: Pick<Dependencies, 'access' | 'delivery'>,
): Policy {
  return policyOf(key, { 'cache-control': cacheControlOf({ ...access, ...delivery }) });
}

/** A key is written once: it stands for its bytes. */
function policyOf(key: string, headers: Record<string, string>): Policy {
  const eTag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
  return {
    headers: { ...headers, etag: eTag, ...forEveryPage },
    matches(request) {
      const known = request.headers.get('if-none-match');
      return known !== null && (known.trim() === '*' || known.includes(eTag)); // weak comparison (RFC 9110, 13.1.2)
    },
    rangeOf(request) {
      const part = request.headers.get('if-range');
      return part === null || part === eTag ? (request.headers.get('range') ?? undefined) : undefined;
    },
  };
}

/** Any page may show a picture whose address it has, and read its pixels. */
export const forEveryPage = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

export function notModified({ headers }: Policy): Response {
  return new Response(null, { status: 304, headers });
}

export function answer(found: FoundVariant | 'unsatisfiable', { headers }: Policy): Response {
  // It is about one request's range, and caches know the address alone.
  if (found === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...forEveryPage, 'cache-control': 'no-store' } });
  }
  const { body, contentType, bytes, contentRange } = found;
  return new Response(body, {
    status: contentRange === undefined ? 200 : 206,
    headers: {
      ...headers,
      'content-type': contentType,
      'content-length': String(bytes),
      'accept-ranges': 'bytes',
      ...(contentRange !== undefined && { 'content-range': contentRange }),
    },
  });
}

/** To the file itself, which CloudFront gets from S3. The address is relative: this may stand below any path. */
export function redirectToStored(key: string, token: string | undefined, { headers }: Policy): Response {
  const location = `../v/${key}${token === undefined ? '' : `?s=${token}`}`;
  return new Response(null, { status: 302, headers: { ...headers, location } });
}
