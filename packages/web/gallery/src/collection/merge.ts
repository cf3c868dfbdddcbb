/** Ids in the order of the API, and where the rest begins; without a cursor they are all. */
export interface Order {
  readonly ids: readonly string[];
  readonly cursor: string | undefined;
}

/**
 * The order after the first page was read again. An image that stood before the end of the page and is not on it is
 * gone. If the page has nothing in common with what was known, what was known is too old to go on from; but of a page that
 * has none, because none of the newest images match, the rest is not asked for again.
 */
export function mergeFirstPage(known: Order, page: Order): Order {
  if (page.cursor === undefined) return page;
  if (page.ids.length === 0) return known;
  const end = known.ids.indexOf(page.ids.at(-1) ?? '');
  if (end === -1) return page;
  const listed = new Set(page.ids);
  const rest = known.ids.slice(end + 1).filter((id) => !listed.has(id));
  return { ids: [...page.ids, ...rest], cursor: known.cursor };
}

/** The order after the page behind it was read. */
export function appendPage(known: Order, page: Order): Order {
  const before = new Set(known.ids);
  return { ids: [...known.ids, ...page.ids.filter((id) => !before.has(id))], cursor: page.cursor };
}
