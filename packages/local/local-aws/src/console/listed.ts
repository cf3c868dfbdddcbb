import { z } from 'zod';

/** A list in XML: absent if it is empty, and not a list if it has one member. */
export function listed<T>(member: z.ZodType<T>) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(member),
  );
}

/** An element of XML that has a list in it: no object if that is empty. */
export const withList = <Schema extends z.ZodType>(element: Schema) =>
  z.preprocess((value) => (value === undefined || value === '' ? {} : value), element);

/** A list as the query protocol has it. */
export const members = <T>(member: z.ZodType<T>) => withList(z.object({ member: listed(member) }));
