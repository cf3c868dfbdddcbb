import type { ImageRecord, ImageStatus } from './image-record.ts';

/** Partition key of the index: the images of one owner, or of none, with one status. */
export function listing(owner: string | undefined, status: ImageStatus): string {
  return `${owner ?? '-'}#${status}`;
}

/** Sort key of the index and position of the cursor. */
export function createdAtId({ createdAt, id }: ImageRecord): string {
  return `${createdAt}#${id}`;
}
