import { z } from 'zod';

/** Members of a request for a list. A marker names the last item of the previous page. */
export const paging = {
  Marker: z.string().default(''),
  MaxItems: z.coerce.number().int().min(1).max(1000).default(100),
};

export interface Paging {
  readonly Marker: string;
  readonly MaxItems: number;
}

/** A page of a list, sorted by position, and the position of the next page. */
export function pageOf<Item>(
  items: readonly Item[],
  positionOf: (item: Item) => string,
  { Marker, MaxItems }: Paging,
): { readonly page: readonly Item[]; readonly truncation: object } {
  const after = Buffer.from(Marker, 'base64url').toString();
  const rest = items
    .filter((item) => positionOf(item) > after)
    .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
  const page = rest.slice(0, MaxItems);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return {
    page,
    truncation: {
      IsTruncated: more,
      ...(more ? { Marker: Buffer.from(positionOf(last)).toString('base64url') } : {}),
    },
  };
}
