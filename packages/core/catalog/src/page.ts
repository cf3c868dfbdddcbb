import { decodeCursor, encodeCursor } from './cursor.ts';
import { InvalidCursorError } from './errors.ts';
import { examinedTogether, type Filter, isFiltering, matches, mostExamined } from './filter.ts';
import type { ImageRecord } from './image-record.ts';
import type { ImageTable, KeyRange } from './image-table.ts';

export interface Page {
  readonly images: ImageRecord[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

export interface PageOptions {
  /** 1 to 100. */
  readonly limit: number;
  /** The cursor that the previous page returned. */
  readonly cursor?: string;
}

/** Where a page's images are in an index. Their positions end with their ids. */
export interface Places {
  readonly partitions: readonly Pick<KeyRange, 'index' | 'partition'>[];
  /** Positions from this one to that one, both included, in all of those partitions. */
  readonly from: string;
  readonly to: string;
  readonly newestFirst: boolean;
  /** Whether the image is still where the index has it. */
  readonly isAt: (image: ImageRecord, position: string) => boolean;
}

/**
 * One page of the images at these places that match. It asks each partition for as many keys as the page may look at,
 * merges them, and then reads those images, however many there are. The index is a moment behind the images, so those
 * that are there no more are left out. Throws `InvalidCursorError`.
 */
export async function readPage(
  table: ImageTable,
  places: Places,
  also: Filter,
  { limit, cursor }: PageOptions,
): Promise<Page> {
  // DynamoDB refuses a range that ends before it begins.
  if (compareBytes(places.from, places.to) > 0) return { images: [] };
  const most = isFiltering(also) ? Math.max(limit, mostExamined) : limit;
  const after = cursor === undefined ? undefined : positionIn(cursor, places);
  const positions = await positionsAfter(table, places, after, most + 1); // and the one behind the page
  const examinable = positions.slice(0, most);
  const together = isFiltering(also) ? Math.max(limit, examinedTogether) : limit;
  const images: ImageRecord[] = [];
  let examined = 0;
  while (images.length < limit && examined < examinable.length) {
    const batch = examinable.slice(examined, examined + together);
    const states = await table.readAll(batch.map(idAt));
    for (const position of batch) {
      examined += 1;
      const state = states.get(idAt(position));
      if (state === undefined || state.status === 'deleted' || !places.isAt(state, position)) continue;
      if (matches(state, also)) images.push(state);
      if (images.length === limit) break;
    }
  }
  const end = positions[examined - 1];
  return { images, ...(positions.length > examined && end !== undefined && { cursor: encodeCursor(end) }) };
}

/** The next so many positions of all partitions. */
async function positionsAfter(
  table: ImageTable,
  { partitions, from, to, newestFirst }: Places,
  after: string | undefined,
  most: number,
): Promise<string[]> {
  const range = {
    from,
    to,
    newestFirst,
    ...(after !== undefined && { [newestFirst ? 'to' : 'from']: after }),
  };
  const limit = after === undefined ? most : most + 1;
  const found = await Promise.all(
    partitions.map((partition) => table.find({ ...partition, ...range, limit })),
  );
  const inOrder = [...new Set(found.flat())].sort(compareBytes);
  if (newestFirst) inOrder.reverse();
  return inOrder.filter((position) => position !== after).slice(0, most);
}

/** DynamoDB's limit of a sort key. */
const mostBytes = 1024;

function positionIn(cursor: string, { from, to }: Pick<Places, 'from' | 'to'>): string {
  const position = decodeCursor(cursor);
  const isPosition = /#[0-9a-f]{32}$/.test(position) && Buffer.byteLength(position) <= mostBytes;
  const isBetween = compareBytes(position, from) >= 0 && compareBytes(position, to) <= 0;
  if (!isPosition || !isBetween) throw new InvalidCursorError();
  return position;
}

/** A position ends with the id of its image. */
function idAt(position: string): string {
  return position.slice(position.lastIndexOf('#') + 1);
}

/** As DynamoDB compares text. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
