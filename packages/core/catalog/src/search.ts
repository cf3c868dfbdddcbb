import { decodeCursor, encodeCursor } from './cursor.ts';
import { InvalidCursorError } from './errors.ts';
import { examinedTogether, type Filter, isFiltering, matches, mostExamined } from './filter.ts';
import type { ImageRecord } from './image-record.ts';
import type { ImageTable, TermSearch } from './image-table.ts';
import type { Page } from './listing.ts';
import { tableSchema } from './schema.ts';
import { everyTerm, folded, idAt, tagTerm, termsOf } from './terms.ts';

/** What somebody looks for: times are the beginnings of `YYYY-MM-DDThh:mm:ss`, and both are included. */
export type Search =
  | { readonly tag: string }
  | { readonly name: string }
  | { readonly taken: { readonly from?: string | undefined; readonly to?: string | undefined } };

export interface SearchOptions {
  readonly search: Search;
  /** What they must have as well. */
  readonly also?: Filter;
  readonly owner: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
  /** The cursor that the previous page returned. */
  readonly cursor?: string;
}

/**
 * One page of the images with a tag, newest first; whose file's name begins with a text, by name; or that were taken in a
 * range of times, newest first. It reads the index for as many as the page may look at, and then those images, however
 * many there are. Throws `InvalidCursorError`.
 */
export async function searchImages(
  table: ImageTable,
  { search, also = {}, owner, limit, cursor }: SearchOptions,
): Promise<Page> {
  const range = rangeOf(search, owner);
  const { term, newestFirst } = range;
  // DynamoDB refuses a range that ends before it begins.
  if (compareBytes(range.from, range.to) > 0) return { images: [] };
  const most = isFiltering(also) ? Math.max(limit, mostExamined) : limit;
  const after = cursor === undefined ? undefined : positionIn(cursor, range);
  const found = await table.find({
    ...range,
    ...(after !== undefined && (newestFirst ? { to: after } : { from: after })),
    limit: most + 2, // the one before the page, and the one behind it
  });
  const positions = found.filter((position) => position !== after);
  const examinable = positions.slice(0, most);
  const together = isFiltering(also) ? Math.max(limit, examinedTogether) : limit;
  const images: ImageRecord[] = [];
  let examined = 0;
  while (images.length < limit && examined < examinable.length) {
    const batch = examinable.slice(examined, examined + together);
    for (const image of await readAll(table, batch, { term, owner })) {
      examined += 1;
      if (image && matches(image, also)) images.push(image);
      if (images.length === limit) break;
    }
  }
  const end = positions[examined - 1];
  return { images, ...(positions.length > examined && end !== undefined && { cursor: encodeCursor(end) }) };
}

/** The images at these positions of a term; `undefined` for those that have it no more. */
async function readAll(
  table: ImageTable,
  positions: readonly string[],
  { term, owner }: { term: string; owner: string | undefined },
): Promise<(ImageRecord | undefined)[]> {
  const rows = await Promise.all(positions.map((position) => table.read(idAt(position))));
  return rows.map((row, n) => {
    const state = row?.state;
    // An owner's name may look like the term of another's tag.
    if (state === undefined || state.status === 'deleted' || state.owner !== owner) return undefined;
    // The index is a moment behind the table.
    const has = termsOf(state).some((each) => each.term === term && each.position === positions[n]);
    return has ? state : undefined;
  });
}

const { termIndex, takenIndex } = tableSchema;
/** Behind all that begins alike. */
const last = '\u{10ffff}';

function rangeOf(search: Search, owner: string | undefined): Omit<TermSearch, 'limit'> {
  if ('tag' in search)
    return { index: termIndex, term: tagTerm(owner, search.tag), from: '0', to: last, newestFirst: true };
  const term = everyTerm(owner);
  if ('name' in search) {
    const from = folded(search.name);
    return { index: termIndex, term, from, to: from + last, newestFirst: false };
  }
  const { from = '0', to = '' } = search.taken;
  return { index: takenIndex, term, from, to: to + last, newestFirst: true };
}

/** DynamoDB's limit of a sort key. */
const mostBytes = 1024;

function positionIn(cursor: string, { from, to }: Pick<TermSearch, 'from' | 'to'>): string {
  const position = decodeCursor(cursor);
  const isPosition = /#[0-9a-f]{32}$/.test(position) && Buffer.byteLength(position) <= mostBytes;
  const isBetween = compareBytes(position, from) >= 0 && compareBytes(position, to) <= 0;
  if (!isPosition || !isBetween) throw new InvalidCursorError();
  return position;
}

/** As DynamoDB compares text. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
