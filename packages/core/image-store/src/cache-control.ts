/**
 * Of a stored file, which never changes. Signed ones are kept by CloudFront, which asks for the signature each time;
 * nobody takes `immutable` back from a browser.
 */
export function cacheControlOf({ signed }: { signed: boolean }): string {
  return signed ? 'private, max-age=300, s-maxage=31536000' : 'public, max-age=31536000, immutable';
}
