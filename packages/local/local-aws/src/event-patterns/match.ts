import { isInRange } from '../auth/policy/ip-range.ts';
import type { Pattern, Rule } from './pattern.ts';

type ValueRule = Exclude<Rule, { exists: boolean }>;

/** Whether every field of a pattern matches an event. A list in the event matches if any of its elements does. */
export function matches(pattern: Pattern, event: unknown): boolean {
  const { $or, ...fields } = pattern;
  return (
    (!$or || $or.some((alternative) => matches(alternative, event))) &&
    Object.entries(fields).every(([field, expected]) => {
      const values = [memberOf(event, field)].flat();
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
  if ('anything-but' in rule) return value !== undefined && !isOneOf(rule['anything-but'], value);
  if ('numeric' in rule) return typeof value === 'number' && inRange(rule.numeric, value);
  if (typeof value !== 'string') return false;
  if ('prefix' in rule) return value.startsWith(rule.prefix);
  if ('suffix' in rule) return value.endsWith(rule.suffix);
  if ('cidr' in rule) return isInRange(rule.cidr, value);
  return value.toLowerCase() === rule['equals-ignore-case'].toLowerCase();
}

/** Lambda checks only whether leaves exist: an item's attribute `S`, not the item itself. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function isOneOf(excluded: Extract<ValueRule, { 'anything-but': unknown }>['anything-but'], value: unknown) {
  return Array.isArray(excluded)
    ? excluded.some((scalar) => scalar === value)
    : satisfies(excluded as ValueRule, value);
}

const compare: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `['>', 0, '<=', 5]`: pairs of an operator and its bound. */
function inRange(condition: readonly (string | number)[], value: number): boolean {
  for (let at = 0; at < condition.length; at += 2) {
    if (!compare[String(condition[at])]?.(value, Number(condition[at + 1]))) return false;
  }
  return true;
}
