import { z } from 'zod';
import { listOf } from '../../protocol/query-input.ts';

/** A map as the query protocol sends it. */
export const stringMap = listOf(z.strictObject({ key: z.string(), value: z.string().default('') }))
  .default([])
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value])));

/** A map as the query protocol answers it. */
export function mapEntries(map: Readonly<Record<string, string>>) {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value })) };
}

export const tagsSchema = listOf(z.strictObject({ Key: z.string(), Value: z.string().default('') })).default(
  [],
);
