import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';

/** `MaxResults` of a list; by default the maximum. */
export function maxResults(most: number) {
  return z
    .int()
    .min(1, 'Member must have value greater than or equal to 1')
    .max(most, `Member must have value less than or equal to ${most}`)
    .nullish()
    .transform((given) => given ?? most);
}

/**
 * The items after the token's position, which is that of the last item of the page before: what is deleted
 * meanwhile moves nothing. `items` are in the order of their positions. Throws InvalidNextToken.
 */
export function pageOf<T>(
  items: readonly T[],
  positionOf: (item: T) => string,
  { MaxResults, NextToken }: { readonly MaxResults: number; readonly NextToken?: string | null | undefined },
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const after = NextToken ? decode(NextToken) : '';
  const rest = items.filter((item) => positionOf(item) > after);
  const page = rest.slice(0, MaxResults);
  const last = page.at(-1);
  const more = last !== undefined && page.length < rest.length;
  return { page, next: more ? { NextToken: encode(positionOf(last)) } : {} };
}

function encode(position: string): string {
  return Buffer.from(position).toString('base64url');
}

function decode(token: string): string {
  const position = Buffer.from(token, 'base64url').toString();
  if (encode(position) !== token) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  return position;
}
