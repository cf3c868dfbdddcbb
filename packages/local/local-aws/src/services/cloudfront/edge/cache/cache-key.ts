import type { CachePolicyConfig } from '../../policies/cache-policy-config.ts';
import { selection, selectPairs } from '../selection.ts';
import { parseQuery, type ViewerRequest } from '../viewer-request.ts';

/** What tells one object from another: the path, and what the policy names of headers, cookies and the query. */
export interface CacheKey {
  readonly key: string;
  /** What the origin is told of the encodings that the viewer takes; undefined where that is not in the key. */
  readonly acceptEncoding: string | undefined;
}

/** `cacheKeyOf(policy)` once, then for each request. */
export function cacheKeyOf({ ParametersInCacheKeyAndForwardedToOrigin: parameters }: CachePolicyConfig) {
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = parameters;
  const { EnableAcceptEncodingGzip: gzip, EnableAcceptEncodingBrotli: brotli } = parameters;
  const headers =
    HeadersConfig.HeaderBehavior === 'none'
      ? []
      : (HeadersConfig.Headers?.Items ?? []).map((name) => name.toLowerCase()).sort();
  const cookies = selection(CookiesConfig.CookieBehavior, CookiesConfig.Cookies);
  const query = selection(QueryStringsConfig.QueryStringBehavior, QueryStringsConfig.QueryStrings);

  return (scope: string, request: ViewerRequest): CacheKey => {
    const acceptEncoding =
      gzip || brotli ? normalizedEncoding(request.headers['accept-encoding'], { gzip, brotli }) : undefined;
    // As JSON, so that no part can be read as two.
    const key = JSON.stringify([
      scope,
      request.uri,
      acceptEncoding ?? null,
      headers.map((name) => request.headers[name] ?? null),
      cookies.behavior === 'none'
        ? []
        : selectPairs(request.cookies, cookies)
            .map((pair) => pair.join('='))
            .sort(),
      query.behavior === 'none'
        ? []
        : selectPairs(parseQuery(request.query), query).map((pair) => pair.join('=')),
    ]);
    return { key, acceptEncoding };
  };
}

/** `br,gzip`, `br`, `gzip` or nothing. Source: developer guide, "Serve compressed files", "Compressed object caching". */
export function normalizedEncoding(
  header: string | undefined,
  { gzip, brotli }: { readonly gzip: boolean; readonly brotli: boolean },
): string {
  const accepted = new Set(
    (header ?? '').split(',').flatMap((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
      return parameters.some((text) => /^\s*q=0(\.0*)?\s*$/.test(text)) ? [] : [name.trim()];
    }),
  );
  return [brotli && accepted.has('br') ? 'br' : '', gzip && accepted.has('gzip') ? 'gzip' : '']
    .filter(Boolean)
    .join(',');
}
