import { ValidationError } from '../../protocol/aws-error.ts';

interface PageInput {
  readonly NextToken?: string | undefined;
  readonly Limit: number;
}

/**
 * The items after the token, which is that of the last item of the page before: what is deleted meanwhile moves nothing.
 * `items` are in the order of their names. Throws ValidationException.
 */
export function pageOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { NextToken, Limit }: PageInput,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const after = NextToken === undefined ? undefined : decode(NextToken);
  const rest = after === undefined ? items : items.filter((item) => nameOf(item) > after);
  const page = rest.slice(0, Limit);
  const last = page.at(-1);
  return last === undefined || page.length === rest.length
    ? { items: page }
    : { items: page, NextToken: Buffer.from(nameOf(last)).toString('base64url') };
}

function decode(token: string): string {
  const name = Buffer.from(token, 'base64url').toString();
  if (Buffer.from(name).toString('base64url') !== token)
    throw new ValidationError('Parameter NextToken is not valid.');
  return name;
}
