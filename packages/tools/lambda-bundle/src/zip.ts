import { zipSync } from 'fflate';
import { BundleError } from './errors.ts';

/** Lambda's limit for a zip that is uploaded directly (AWS Lambda quotas, "deployment package"). */
const maxBytes = 50 * 1024 ** 2;

/**
 * A zip that depends only on its contents, so an unchanged function has the same hash on every machine: sorted entries,
 * one date, one mode, and a deflate in JavaScript, because zlib's output differs between processors.
 */
export function zip(
  files: ReadonlyMap<string, Uint8Array>,
  { compressed = true, limit = maxBytes }: { readonly compressed?: boolean; readonly limit?: number } = {},
): Uint8Array {
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const bytes = zipSync(sorted, {
    level: compressed ? 6 : 0, // 9 takes twice as long and makes a function's zip a thousandth smaller
    mtime: new Date(1980, 0, 1), // zip stores local time, so a local date reads the same in every time zone
    os: 3, // Unix, which makes the mode below count
    attrs: 0o100644 << 16,
  });
  if (bytes.byteLength > limit) {
    throw new BundleError(
      'ZipTooLarge',
      `The zip is ${megabytes(bytes.byteLength)}, over Lambda's ${megabytes(limit)}. Its largest files:\n${largest(files)}`,
    );
  }
  return bytes;
}

function largest(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files]
    .sort(([, a], [, b]) => b.byteLength - a.byteLength)
    .slice(0, 5)
    .map(([path, bytes]) => `  ${megabytes(bytes.byteLength)}  ${path}`)
    .join('\n');
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
