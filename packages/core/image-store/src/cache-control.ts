export interface Audience {
  /** Whether everything needs a signature. */
  readonly signed: boolean;
  /** Whether CloudFront stands before it, and asks for the signature each time. */
  readonly cloudFront: boolean;
}

/**
 * Of a stored file, which never changes. Signed ones are kept by CloudFront alone: it knows no signature in its cache
 * key, and nobody takes `immutable` back from a browser.
 */
export function cacheControlOf(audience: Audience): string {
  if (!audience.signed) return 'public, max-age=31536000, immutable';
  return [...whoseCaches(audience), 'max-age=300', 's-maxage=31536000'].join(', ');
}

/** CloudFront keeps nothing that is `private` ("Manage how long content stays in the cache"): it must not be said there. */
export function whoseCaches({ signed, cloudFront }: Audience): string[] {
  if (!signed) return ['public'];
  return cloudFront ? [] : ['private'];
}
