import { z } from 'zod';
import { listOf } from '../../protocol/query-input.ts';

// The query protocol has texts where the others have numbers and booleans.

const digits = z.string().regex(/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/);

/** `schema` of a number, or of the text of one. */
export function numberOf(schema: z.ZodType<number, number>) {
  return z.union([schema, digits.transform(Number).pipe(schema)]);
}

export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

export const tagsSchema = listOf(
  z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }),
).default([]);

/** A time in milliseconds since the epoch, of an ISO text, of seconds, or of CBOR's tagged seconds. */
export const time = z
  .unknown()
  .meta({ scalar: true })
  .transform((value, { addIssue }) => {
    const at = timeOf(value);
    if (Number.isFinite(at)) return at;
    addIssue({ code: 'custom', message: 'Member must be a timestamp' });
    return z.NEVER;
  });

function timeOf(value: unknown): number {
  if (typeof value === 'number') return value * 1000;
  if (typeof value === 'string')
    return digits.safeParse(value).success ? Number(value) * 1000 : Date.parse(value);
  if (typeof value === 'object' && value !== null && 'value' in value) return timeOf(value.value);
  return Number.NaN;
}
