import { invalidParameter } from './sns-error.ts';

const pageSize = 100;

/** Up to 100 items of a list, in the order of their ARNs, after the position in `token`. Throws InvalidParameter. */
export function pageOf<Item>(
  items: readonly Item[],
  arnOf: (item: Item) => string,
  token: string | undefined,
): { readonly items: Item[]; readonly NextToken?: string } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString('utf8');
  if (token !== undefined && !after.startsWith('arn:')) throw invalidParameter('NextToken');
  const sorted = items.filter((item) => arnOf(item) > after).sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1));
  const page = sorted.slice(0, pageSize);
  const last = page.at(-1);
  if (sorted.length === page.length || last === undefined) return { items: page };
  return { items: page, NextToken: Buffer.from(arnOf(last)).toString('base64') };
}
