import { z } from 'zod';

/** A list in a query service's input; clients send an empty list as an empty text. */
export function listOf<T>(schema: z.ZodType<T>) {
  return z.preprocess((value) => (value === '' ? [] : value), z.array(schema));
}
