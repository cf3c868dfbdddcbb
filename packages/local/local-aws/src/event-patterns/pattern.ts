import { z } from 'zod';
import { jsonOrUndefined } from '../protocol/json-or-undefined.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const text = z.string();
/** Numbers are compared in this range alone. */
const bound = z.number().min(-5e9).max(5e9);
/** A text or a number, or several of one kind. */
const excluded = z.union([text, bound, z.array(text).min(1), z.array(bound).min(1)]);

/** One way for a value to match. Sources: AWS Lambda Developer Guide, "Filter rule syntax"; the compiler of aws/event-ruler. */
const rule = z.union([
  scalar,
  z.strictObject({ prefix: text }),
  z.strictObject({ suffix: text }),
  z.strictObject({ 'equals-ignore-case': text }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    numeric: z.union([
      z.tuple([z.enum(['=', '<', '<=', '>', '>=']), bound]),
      z
        .tuple([z.enum(['>', '>=']), bound, z.enum(['<', '<=']), bound])
        .refine(([, bottom, , top]) => bottom < top),
    ]),
  }),
  z.strictObject({
    'anything-but': z.union([
      excluded,
      z.strictObject({ prefix: text.min(1) }),
      z.strictObject({ suffix: text.min(1) }),
    ]),
  }),
]);

/** Only SNS has this: an address in a range. Source: Amazon SNS Developer Guide, "IP address matching". */
const snsRule = z.union([rule, z.strictObject({ cidr: z.union([z.cidrv4(), z.cidrv6()]) })]);

const texts = z.union([text, z.array(text).min(1)]);
const affixes = z.union([text.min(1), z.array(text.min(1)).min(1)]);
const inAnyCase = z.strictObject({ 'equals-ignore-case': text });

/** EventBridge has more. Source: Amazon EventBridge User Guide, "Comparison operators". */
const busRule = z.union([
  snsRule,
  z.strictObject({ wildcard: text.refine(isWildcard) }),
  z.strictObject({ prefix: inAnyCase }),
  z.strictObject({ suffix: inAnyCase }),
  z.strictObject({
    'anything-but': z.union([
      z.strictObject({ prefix: z.union([affixes, inAnyCase]) }),
      z.strictObject({ suffix: z.union([affixes, inAnyCase]) }),
      z.strictObject({ 'equals-ignore-case': texts }),
      z.strictObject({ wildcard: texts.refine((given) => [given].flat().every(isWildcard)) }),
    ]),
  }),
]);

/** Two asterisks in a row would say no more than one; only an asterisk and a backslash can be escaped. */
function isWildcard(given: string): boolean {
  return /^(?:\\[*\\]|[^*\\]|\*(?!\*))*$/.test(given);
}

export type Rule = z.output<typeof busRule>;

/** A field's rules, one of which must match, or the pattern of an object; for `$or`, patterns one of which must match. */
export interface Pattern {
  readonly $or?: readonly Pattern[] | undefined;
  readonly [field: string]: readonly Rule[] | Pattern | readonly Pattern[] | undefined;
}

function patternOf(rules: z.ZodType<Rule>): z.ZodType<Pattern> {
  const pattern: z.ZodType<Pattern> = z.lazy(() =>
    z
      .object({ $or: z.array(pattern.refine(isAlternative)).min(2).optional() })
      .catchall(z.union([z.array(rules).min(1), pattern.refine(hasFields)])),
  );
  return pattern;
}

function hasFields(pattern: Pattern): boolean {
  return Object.keys(pattern).length > 0;
}

/** Names of comparisons are no names of fields in it: that would be a rule in the wrong place. */
const comparisons = new Set([
  ...['exactly', 'prefix', 'suffix', 'numeric', 'anything-but'],
  ...['exists', 'cidr', 'wildcard', 'equals-ignore-case'],
]);

function isAlternative(pattern: Pattern): boolean {
  const names = Object.keys(pattern);
  return names.length > 0 && !names.some((name) => comparisons.has(name));
}

const eventPattern = patternOf(rule);
const snsPattern = patternOf(snsRule);
const busPattern = patternOf(busRule);

/** Throws if it is not a valid pattern for any service. */
export function parsePattern(json: string): Pattern {
  return busPattern.parse(JSON.parse(json));
}

/** Whether Lambda accepts it for an event source mapping. */
export function isPattern(json: string): boolean {
  return accepts(eventPattern, json);
}

/** Whether SNS accepts it for a subscription. */
export function isFilterPolicy(json: string): boolean {
  return accepts(snsPattern, json);
}

/** Whether EventBridge accepts it for a rule. */
export function isEventPattern(json: string): boolean {
  return accepts(busPattern, json) && json.replaceAll(/\s/g, '') !== '{}';
}

function accepts(pattern: z.ZodType, json: string): boolean {
  return pattern.safeParse(jsonOrUndefined(json)).success;
}
