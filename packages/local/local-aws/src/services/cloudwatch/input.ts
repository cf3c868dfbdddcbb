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
