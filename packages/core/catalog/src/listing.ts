import { decodeCursor, encodeCursor } from './cursor.ts';
import { InvalidCursorError } from './errors.ts';
import { type ImageRecord, type ImageStatus, imageStatuses } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { createdAtId, listing } from './index-keys.ts';

export interface ListOptions {
  readonly status?: ImageStatus;
  readonly owner?: string;
  /** 1 to 100. */
  readonly limit: number;
  /** The cursor that the previous page returned. */
  readonly cursor?: string;
}

export interface Page {
  readonly images: ImageRecord[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * One page, newest first. Without a status it merges the listings of all four statuses. They share the position, so one
 * cursor serves them all. Throws `InvalidCursorError`.
 */
export async function listImages(table: ImageTable, options: ListOptions): Promise<Page> {
  const after = options.cursor === undefined ? undefined : positionIn(options.cursor);
  const statuses = options.status ? [options.status] : imageStatuses;
  // One more than the limit shows whether there is another page.
  const limit = options.limit + 1;
  const pages = await Promise.all(
    statuses.map((status) =>
      table.list({ listing: listing(options.owner, status), limit, ...(after !== undefined && { after }) }),
    ),
  );
  // An image that changes status between two of the queries can be in both; the later state counts.
  const byId = new Map(
    pages
      .flat()
      .sort((a, b) => compare(a.updatedAt, b.updatedAt))
      .map((image) => [image.id, image]),
  );
  const images = [...byId.values()]
    .sort((a, b) => compare(createdAtId(b), createdAtId(a)))
    .slice(0, options.limit);
  const last = images.at(-1);
  const more = byId.size > options.limit;
  return { images, ...(more && last && { cursor: encodeCursor(createdAtId(last)) }) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function positionIn(cursor: string): string {
  const position = decodeCursor(cursor);
  const isPosition = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{32}$/.test(position);
  if (!isPosition) throw new InvalidCursorError();
  return position;
}
