import { z } from 'zod';
import type { Collection } from '../../../storage/collection.ts';
import { invalid } from './deliveries-state.ts';

export const nameSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[\w-]*$/);
export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[0-9A-Za-z]+$/);

export const tagsSchema = z.record(z.string().min(1).max(128), z.string().max(256)).nullish();

export const pageSchema = {
  nextToken: z.string().min(1).nullish(),
  limit: z.int().min(1).max(50).default(50),
};

/** Those after the token, which is the key of the last one before; with a token if there are more. */
export async function pageOf<T>(
  collection: Collection<T>,
  { nextToken, limit }: { readonly nextToken?: string | null | undefined; readonly limit: number },
): Promise<{ readonly page: T[]; readonly nextToken?: string }> {
  const page: T[] = [];
  let last = '';
  for await (const [key, value] of collection.entries(nextToken ? { gt: nextToken } : {})) {
    if (page.length === limit) return { page, nextToken: last };
    page.push(value);
    last = key;
  }
  return { page };
}

/** What CloudFront can say of a request ("Standard logging (v2)", fields); without a choice it says the first 33. */
const recordFields: readonly string[] = [
  'date',
  'time',
  'x-edge-location',
  'sc-bytes',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(Referer)',
  'cs(User-Agent)',
  'cs-uri-query',
  'cs(Cookie)',
  'x-edge-result-type',
  'x-edge-request-id',
  'x-host-header',
  'cs-protocol',
  'cs-bytes',
  'time-taken',
  'x-forwarded-for',
  'ssl-protocol',
  'ssl-cipher',
  'x-edge-response-result-type',
  'cs-protocol-version',
  'fle-status',
  'fle-encrypted-fields',
  'c-port',
  'time-to-first-byte',
  'x-edge-detailed-result-type',
  'sc-content-type',
  'sc-content-len',
  'sc-range-start',
  'sc-range-end',
  'timestamp',
  'timestamp(ms)',
  'origin-fbl',
  'origin-lbl',
  'asn',
  'c-country',
  'cache-behavior-path-pattern',
];
export const defaultRecordFields = recordFields.slice(0, 33);

export const recordFieldsSchema = z.array(z.string().min(1).max(64)).max(128).nullish();

/** Throws ValidationException for a field that CloudFront does not have. */
export function checkedFields(fields: readonly string[]): readonly string[] {
  const unknown = fields.find((field) => !recordFields.includes(field));
  if (unknown !== undefined) throw invalid(`The record field ${unknown} is not valid for this log type.`);
  return fields;
}
