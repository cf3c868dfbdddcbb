import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../attribute-value.ts';

/** Whether DynamoDB considers two items equal: the order of attributes and of set members does not matter. */
export function sameItem(one: Item | undefined, other: Item | undefined): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other));
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(
    Object.entries(value).map(([name, member]) => [
      name,
      /^(SS|NS|BS)$/.test(name) && Array.isArray(member) ? new Set(member) : comparable(member),
    ]),
  );
}
