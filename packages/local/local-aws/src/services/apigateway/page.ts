import { z } from 'zod';

/** Members of a request for a list; they are sent in the query. */
export const paging = {
  position: z.string().default(''),
  limit: z.coerce.number().int().default(25),
};

/** API Gateway replaces a limit that it cannot use by the nearest that it can. */
const mostItems = 500;

/** A page of a list, in the order of ids, and the position of the next page. */
export function pageOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { position, limit }: { readonly position: string; readonly limit: number },
): { readonly page: readonly Item[]; readonly next: { readonly position?: string } } {
  const after = Buffer.from(position, 'base64url').toString();
  const rest = items.filter((item) => idOf(item) > after).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const page = rest.slice(0, Math.min(Math.max(limit, 1), mostItems));
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return { page, next: more ? { position: Buffer.from(idOf(last)).toString('base64url') } : {} };
}
