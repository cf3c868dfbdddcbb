import { z } from 'zod';

const mark = { notServed: true };

/**
 * A member that AWS has and local-aws does not serve: whoever asks for something by it is told so. What asks for
 * nothing passes, since Terraform sends empty settings.
 */
export const notServed = z
  .custom<undefined>((value) => value === undefined || asksForNothing(value), { params: mark })
  .meta(mark)
  .optional();

/** The same for a member of which local-aws serves these values alone. */
export function servedOnly<const Value extends string | number | boolean>(...values: readonly Value[]) {
  return z
    .custom<Value>((value) => values.includes(value as Value), { params: mark })
    .meta(mark)
    .nullish()
    .transform((value) => value ?? undefined);
}

/** A member whose value AWS takes, and local-aws only where it passes `served`. */
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
