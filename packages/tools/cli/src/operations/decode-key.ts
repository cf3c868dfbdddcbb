/**
 * Decodes a key from S3's events and URL-encoded listings. As in form data, a space is `+`. Throws `URIError` if the text
 * is not encoded this way.
 */
export function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
