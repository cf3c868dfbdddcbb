import { z } from 'zod';

/** Members of a request for a list. A marker names the last item of the previous page. */
export const paging = {
  Marker: z.string().default(''),
  MaxItems: z.coerce.number().int().min(1).max(10_000).default(50),
};

/** The items after the marker, in the order of their positions. */
export function pageOf<Item>(
  items: readonly Item[],
  positionOf: (item: Item) => string,
  { Marker, MaxItems }: { readonly Marker: string; readonly MaxItems: number },
): { readonly shown: readonly Item[]; readonly next: { readonly NextMarker?: string } } {
  const rest = items
    .filter((item) => positionOf(item) > Marker)
    .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  return { shown, next: rest.length > MaxItems && last ? { NextMarker: positionOf(last) } : {} };
}
