/**
 * A key as S3's events and URL-encoded listings spell it: as in a form, a space is `+`. Throws `URIError` for what is
 * no such spelling.
 */
export function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
