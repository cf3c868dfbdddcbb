import { type ImageStatus, imageStatuses } from '../image-record.ts';
import { tableSchema } from '../schema.ts';

/*
 * Until release 0.2.0, one index listed images, `by-status`, and one of its partitions had all of an owner's images with
 * one status. An image that was written before the update is in that index alone. The first write to it puts it into the
 * new indexes as well, and the next takes it out of the old one: an index is a moment behind another, and so it is never
 * in neither. What is new is in the new ones alone. Lists ask both, so nobody has to say when all images have been
 * moved, and functions with the old code may go on for a while.
 *
 * The release after 0.2.0 deletes the folder `legacy` and what imports it, `oldIndex` in `schema.ts`, and the finding
 * `old-index` of `darkroom verify`. `embedded-deploy` must be able to drop an index then. Its notes must say: first run
 * `darkroom verify --repair` with 0.2.0.
 */

const { oldIndex, createdIndex } = tableSchema;

/** The old index's partitions of an owner's images, of one status or of all. */
export function oldPartitions(owner: string | undefined, status: ImageStatus | undefined) {
  const statuses = status === undefined ? imageStatuses : [status];
  return statuses.map((each) => ({ index: oldIndex, partition: oldPartition(owner, each) }));
}

/** The old index's partition that has this image, if no other index lists it. */
export function onlyInOldPartition(item: Readonly<Record<string, unknown>>): string | undefined {
  const partition = item[oldIndex.partitionKey];
  return partition === undefined || createdIndex.partitionKey in item ? undefined : String(partition);
}

/** What keeps an image in the old index until the next write: where it was, as whoever looks for it there may be late. */
export function oldIndexKeys(partition: string | undefined): Record<string, string> {
  return partition === undefined ? {} : { [oldIndex.partitionKey]: partition };
}

function oldPartition(owner: string | undefined, status: ImageStatus): string {
  return `${owner ?? '-'}#${status}`;
}
