import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const text = z.string();
const numericOperator = z.enum(['=', '<', '<=', '>', '>=']);

/** One way in which a value may match. Sources: AWS Lambda Developer Guide, "Filter rule syntax"; Amazon SNS Developer Guide, "Filter policies". */
const rule = z.union([
  scalar,
  z.strictObject({ prefix: text }),
  z.strictObject({ suffix: text }),
  z.strictObject({ 'equals-ignore-case': text }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    numeric: z.union([
      z.tuple([numericOperator, z.number()]),
      z.tuple([numericOperator, z.number(), numericOperator, z.number()]),
    ]),
  }),
  z.strictObject({
    'anything-but': z.union([
      scalar,
      z.array(scalar).min(1),
      z.strictObject({ prefix: text }),
      z.strictObject({ suffix: text }),
    ]),
  }),
]);

export type Rule = z.output<typeof rule>;

/** A field's rules, of which one must match, or the pattern of an object; of `$or`, patterns of which one must match. */
export interface Pattern {
  readonly $or?: readonly Pattern[] | undefined;
  readonly [field: string]: readonly Rule[] | Pattern | readonly Pattern[] | undefined;
}

const pattern: z.ZodType<Pattern> = z.lazy(() =>
  z.object({ $or: z.array(pattern).min(2).optional() }).catchall(z.union([z.array(rule).min(1), pattern])),
);

/** Throws on what is no pattern. */
export function parsePattern(json: string): Pattern {
  return pattern.parse(JSON.parse(json));
}

export function isPattern(json: string): boolean {
  try {
    parsePattern(json);
    return true;
  } catch {
    return false;
  }
}
