/**
 * A key of a listing that was asked for with `EncodingType: 'url'`. Without it the SDK reads a key of line ends alone
 * as an empty one, and what XML cannot hold at all is lost (Amazon S3 API Reference, "ListObjectsV2").
 */
export function listedKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
