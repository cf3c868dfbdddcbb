import type { Collection } from '../../storage/collection.ts';

export interface PageRequest {
  readonly Marker: string;
  readonly MaxItems: number;
}

/** A page of a list, in the order given, and the members that say where it is. */
export function pageOf<Item>(
  all: readonly Item[],
  idOf: (item: Item) => string,
  { Marker, MaxItems }: PageRequest,
) {
  const start = Marker === '' ? 0 : all.findIndex((item) => idOf(item) === Marker) + 1;
  const page = all.slice(start, start + Math.min(MaxItems, 100));
  const last = page.at(-1);
  const IsTruncated = start + page.length < all.length;
  const NextMarker = IsTruncated && last !== undefined ? idOf(last) : undefined;
  return { page, NextMarker, IsTruncated };
}

/** All values of a collection, or those whose keys begin with a prefix that ends with a slash. */
export async function allOf<T>(collection: Collection<T>, prefix?: `${string}/`): Promise<T[]> {
  const range = prefix === undefined ? {} : { gte: prefix, lt: `${prefix.slice(0, -1)}0` }; // 0 follows the slash
  const all: T[] = [];
  for await (const [, value] of collection.entries(range)) all.push(value);
  return all;
}
