import type { ImageRecord, ImageStatus } from './image-record.ts';
import { bandsOf } from './likeness.ts';
import { tableSchema } from './schema.ts';

/** Partition key of the listings: the images of one owner, or of none, with one status. */
export function listing(owner: string | undefined, status: ImageStatus): string {
  return `${owner ?? '-'}#${status}`;
}

/** Sort key of the listings and position of the cursor. */
export function createdAtId({ createdAt, id }: ImageRecord): string {
  return `${createdAt}#${id}`;
}

/** Partition key of what an owner's images, or those of none, have in common: their bytes, or a band of their hash. */
export function inCommon(owner: string | undefined, what: string): string {
  return `${what}#${owner ?? '-'}`;
}

/**
 * The attributes by which indexes find an image. They are written with it, so an index is as right as the table, whatever
 * comes late, twice or never.
 */
export function indexKeys(image: ImageRecord): Record<string, string> {
  const { statusIndex, bytesIndex, bandIndexes } = tableSchema;
  const { owner, status, fingerprint } = image;
  const hash = fingerprint?.perceptualHash;
  const bands = hash === undefined ? [] : bandsOf(hash);
  return {
    [statusIndex.partitionKey]: listing(owner, status),
    [statusIndex.sortKey]: createdAtId(image),
    ...(fingerprint && { [bytesIndex.partitionKey]: inCommon(owner, fingerprint.sha256) }),
    ...Object.fromEntries(
      bandIndexes.flatMap(({ partitionKey, sortKey }, n) => {
        const band = bands[n];
        if (hash === undefined || band === undefined) return [];
        return [
          [partitionKey, inCommon(owner, band)],
          [sortKey, hash],
        ];
      }),
    ),
  };
}
