import { z } from 'zod';

const mark = { notServed: true };

/**
 * A member that AWS has and local-aws does not support. A request that uses it is refused by name. Values that ask for
 * nothing are accepted, because Terraform sends empty settings.
 */
export const notServed = z
  .custom<undefined>((value) => value === undefined || asksForNothing(value), { params: mark })
  .meta(mark)
  .optional();

/** The same for a member of which local-aws supports only these values. */
export function servedOnly<const Value extends string | number | boolean>(...values: readonly Value[]) {
  return z
    .custom<Value>((value) => values.includes(value as Value), { params: mark })
    .meta(mark)
    .nullish()
    .transform((value) => value ?? undefined);
}

/** A member of which local-aws supports only the values that pass `served`. */
export function servedWhere<Schema extends z.ZodType>(
  schema: Schema,
  served: (value: z.output<Schema>) => boolean,
): Schema {
  return schema.refine(served, { params: mark });
}

export function isNotServed(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.notServed === true;
}

function asksForNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(asksForNothing);
  return value === null || value === '' || value === false;
}
