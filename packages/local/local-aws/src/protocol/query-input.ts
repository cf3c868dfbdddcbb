import { z } from 'zod';

/** A list in the input of a query service: clients send an empty one as an empty text. */
export function listOf<T>(schema: z.ZodType<T>) {
  return z.preprocess((value) => (value === '' ? [] : value), z.array(schema));
}
