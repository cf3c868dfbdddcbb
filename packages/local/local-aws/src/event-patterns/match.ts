import { isInRange } from '../auth/policy/ip-range.ts';
import type { Pattern, Rule } from './pattern.ts';

type ValueRule = Exclude<Rule, { exists: boolean }>;
type Exclusion = Extract<ValueRule, { 'anything-but': unknown }>['anything-but'];

/** Whether every field of a pattern matches an event. A list in the event matches if any of its elements does. */
export function matches(pattern: Pattern, event: unknown): boolean {
  const { $or, ...fields } = pattern;
  return (
    (!$or || $or.some((alternative) => matches(alternative, event))) &&
    Object.entries(fields).every(([field, expected]) => {
      const values = [memberOf(event, field)].flat(Number.POSITIVE_INFINITY);
      return isRules(expected)
        ? expected.some((rule) => isMet(rule, values))
        : values.some((value) => matches(expected as Pattern, value));
    })
  );
}

function isRules(expected: unknown): expected is readonly Rule[] {
  return Array.isArray(expected);
}

function memberOf(event: unknown, field: string): unknown {
  return typeof event === 'object' && event !== null && Object.hasOwn(event, field)
    ? (event as Record<string, unknown>)[field]
    : undefined;
}

function isMet(rule: Rule, values: readonly unknown[]): boolean {
  return typeof rule === 'object' && rule !== null && 'exists' in rule
    ? rule.exists === values.some(isLeaf)
    : values.some((value) => satisfies(rule, value));
}

function satisfies(rule: ValueRule, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return value === rule;
  if ('anything-but' in rule) return value !== undefined && !isExcluded(rule['anything-but'], value);
  if ('numeric' in rule) return typeof value === 'number' && inRange(rule.numeric, value);
  return typeof value === 'string' && isLike(rule, value);
}

/** Lambda checks only whether leaves exist: an item's attribute `S`, not the item itself. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function isExcluded(excluded: Exclusion, value: unknown): boolean {
  if (typeof excluded !== 'object' || excluded === null) return value === excluded;
  if (Array.isArray(excluded)) return excluded.some((scalar) => scalar === value);
  return typeof value === 'string' && isLike(excluded as TextRule, value);
}

/** What a text is compared with: a text, one of several, or a text in any case. */
type Expected = string | readonly string[] | { readonly 'equals-ignore-case': string };
type Comparison = 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard' | 'cidr';
/** Has one comparison. */
type TextRule = { readonly [Name in Comparison]?: Expected };

const compareTexts: Readonly<Record<Comparison, (value: string, expected: string) => boolean>> = {
  prefix: (value, expected) => value.startsWith(expected),
  suffix: (value, expected) => value.endsWith(expected),
  'equals-ignore-case': (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  wildcard: (value, expected) => wildcard(expected).test(value),
  cidr: (value, expected) => isInRange(expected, value),
};

function isLike(rule: TextRule, value: string): boolean {
  return (Object.entries(rule) as [Comparison, Expected][]).every(([comparison, expected]) => {
    if (typeof expected === 'object' && 'equals-ignore-case' in expected)
      return compareTexts[comparison](value.toLowerCase(), expected['equals-ignore-case'].toLowerCase());
    return [expected].flat().some((text) => compareTexts[comparison](value, text));
  });
}

/** `*` stands for any text, `\*` for an asterisk and `\\` for a backslash. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[^*\\]+/g, (part, escaped?: string) =>
    part === '*' ? '.*' : (escaped ?? part).replace(/[.+?^${}()|[\]\\*]/g, '\\$&'),
  );
  return new RegExp(`^${source}$`, 's');
}

const compareNumbers: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `['>', 0, '<=', 5]`: pairs of an operator and its bound. */
function inRange(condition: readonly (string | number)[], value: number): boolean {
  for (let at = 0; at < condition.length; at += 2) {
    if (!compareNumbers[String(condition[at])]?.(value, Number(condition[at + 1]))) return false;
  }
  return true;
}
