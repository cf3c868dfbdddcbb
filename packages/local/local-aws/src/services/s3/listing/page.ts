import { invalidArgument } from '../errors.ts';
import type { S3Call } from '../operation.ts';
import { urlEncode } from '../wire/responses.ts';

const maxPage = 1000;

/** The query parameters that all listings share. */
export interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  readonly encodingType: 'url' | undefined;
  /** Encodes a key as the client asked. */
  encode(text: string): string;
}

export function pageRequest({ request }: S3Call, limitName = 'max-keys'): PageRequest {
  const { query } = request;
  const encodingType = query.get('encoding-type');
  if (encodingType !== null && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    limit: parseLimit(query.get(limitName), limitName),
    encodingType: encodingType ?? undefined,
    encode: encodingType === 'url' ? urlEncode : (text) => text,
  };
}

export function parseLimit(value: string | null, name: string): number {
  return Math.min(parseInteger(value || String(maxPage), name), maxPage);
}

/** A non-negative number, as for limits and markers. */
export function parseInteger(value: string, name: string): number {
  if (/^\d{1,10}$/.test(value) && Number(value) < 2 ** 31) return Number(value);
  throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
}

/** The first `limit` entries, and whether there are more. */
export async function takePage<T>(
  entries: AsyncIterable<T>,
  limit: number,
): Promise<{ page: T[]; more: boolean }> {
  const page: T[] = [];
  if (limit === 0) return { page, more: false };
  for await (const entry of entries) {
    if (page.length === limit) return { page, more: true };
    page.push(entry);
  }
  return { page, more: false };
}

/** Condition keys of s3:ListBucket and similar actions. */
export function listingContext({ request }: S3Call): Record<string, string> {
  const names = ['prefix', 'delimiter', 'max-keys'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.query.get(name);
      return value === null ? [] : [[`s3:${name}`, value]];
    }),
  );
}
