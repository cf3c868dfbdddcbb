import { decodeCursor } from './cursor.ts';
import { InvalidCursorError } from './errors.ts';
import type { Filter } from './filter.ts';
import type { ImageRecord, ImageStatus } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { createdAtId, createdShard, stateShard } from './index-keys.ts';
import { oldPartitions } from './legacy/old-index.ts';
import { type Page, type PageOptions, readPage } from './page.ts';
import { tableSchema } from './schema.ts';
import { shards } from './shards.ts';

export interface ListOptions extends PageOptions {
  readonly status?: ImageStatus;
  readonly owner?: string;
  /** What they must have as well. */
  readonly also?: Filter;
}

/** One page, newest first. All shards share the position, so one cursor serves them. Throws `InvalidCursorError`. */
export async function listImages(
  table: ImageTable,
  { status, owner, also = {}, ...page }: ListOptions,
): Promise<Page> {
  if (page.cursor !== undefined && !isPosition(decodeCursor(page.cursor))) throw new InvalidCursorError();
  const { createdIndex, stateIndex } = tableSchema;
  const places = {
    partitions: [
      ...shards.map((shard) =>
        status === undefined
          ? { index: createdIndex, partition: createdShard(owner, shard) }
          : { index: stateIndex, partition: stateShard(owner, status, shard) },
      ),
      ...oldPartitions(owner, status),
    ],
    from: '0',
    to: ':', // behind all years
    newestFirst: true,
    isAt: (image: ImageRecord, position: string) =>
      image.owner === owner &&
      (status === undefined || image.status === status) &&
      createdAtId(image) === position,
  };
  return readPage(table, places, also, page);
}

function isPosition(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{32}$/.test(text);
}
