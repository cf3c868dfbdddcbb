import { createHash } from 'node:crypto';

/** An image's id: the first 32 hex digits of the SHA-256 of its object key, so every event about a key finds the same record. */
export function imageId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

export function isImageId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
