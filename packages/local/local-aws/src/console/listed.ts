import { z } from 'zod';

/** A list in XML: absent if it is empty, and not a list if it has one member. */
export function listed<T>(member: z.ZodType<T>) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(member),
  );
}
