import type { Filter } from './filter.ts';
import type { ImageRecord } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { type Page, type PageOptions, type Places, readPage } from './page.ts';
import { type TableIndex, tableSchema } from './schema.ts';
import { everyTerm, folded, tagTerm, termsOf } from './terms.ts';

/** What somebody looks for: times are the beginnings of `YYYY-MM-DDThh:mm:ss`, and both are included. */
export type Search =
  | { readonly tag: string }
  | { readonly name: string }
  | { readonly taken: { readonly from?: string | undefined; readonly to?: string | undefined } };

export interface SearchOptions extends PageOptions {
  readonly search: Search;
  /** What they must have as well. */
  readonly also?: Filter;
  readonly owner: string | undefined;
}

/**
 * One page of the images with a tag, newest first; whose file's name begins with a text, by name; or that were taken in a
 * range of times, newest first. Throws `InvalidCursorError`.
 */
export async function searchImages(
  table: ImageTable,
  { search, also = {}, owner, ...page }: SearchOptions,
): Promise<Page> {
  const { index, term, ...range } = rangeOf(search, owner);
  const places = {
    ...range,
    partitions: [{ index, partition: term }],
    isAt: (image: ImageRecord, position: string) =>
      image.owner === owner &&
      termsOf(image).some((each) => each.term === term && each.position === position),
  };
  return readPage(table, places, also, page);
}

const { termIndex, takenIndex } = tableSchema;
/** Behind all that begins alike. */
const last = '\u{10ffff}';

interface TermRange extends Omit<Places, 'partitions' | 'isAt'> {
  readonly index: TableIndex;
  readonly term: string;
}

function rangeOf(search: Search, owner: string | undefined): TermRange {
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
