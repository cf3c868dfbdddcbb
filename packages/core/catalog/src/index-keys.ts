import type { ImageRecord, ImageStatus } from './image-record.ts';
import { bandsOf } from './likeness.ts';
import { tableSchema } from './schema.ts';
import { shardOf } from './shards.ts';

/** Partition key of a shard of an owner's images, or of those of nobody. */
export function createdShard(owner: string | undefined, shard: string): string {
  return `${owner ?? '-'}#${shard}`;
}

/** Partition key of a shard of those with one status. */
export function stateShard(owner: string | undefined, status: ImageStatus, shard: string): string {
  return `${owner ?? '-'}#${status}#${shard}`;
}

/** Sort key of lists and position of the cursor. */
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
  const { createdIndex, stateIndex, workIndex, bytesIndex, bandIndexes } = tableSchema;
  const { id, owner, status, fingerprint } = image;
  const shard = shardOf(id);
  const hash = fingerprint?.perceptualHash;
  const bands = hash === undefined ? [] : bandsOf(hash);
  return {
    [createdIndex.partitionKey]: createdShard(owner, shard),
    [createdIndex.sortKey]: createdAtId(image),
    [stateIndex.partitionKey]: stateShard(owner, status, shard),
    ...(status === 'processing' && {
      [workIndex.partitionKey]: shard,
      [workIndex.sortKey]: `${begunAt(image)}#${id}`,
    }),
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

/** When the last attempt began: what people say of an image meanwhile changes nothing of it. */
function begunAt({ trail = [], updatedAt }: ImageRecord): string {
  return trail.findLast(({ event }) => event === 'begun')?.at ?? updatedAt;
}
