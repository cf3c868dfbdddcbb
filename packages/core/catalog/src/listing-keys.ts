import type { ImageRecord, ImageStatus } from './image-record.ts';

/** Partition of the index: an owner's images of one status, or nobody's. */
export function listing(owner: string | undefined, status: ImageStatus): string {
  return `${owner ?? '-'}#${status}`;
}

/** Sort key of the index and position of the cursor. */
export function createdAtId({ createdAt, id }: ImageRecord): string {
  return `${createdAt}#${id}`;
}
