import { matchesWildcard } from '../wildcard.ts';
import type { ConditionContext } from './condition-context.ts';
import { isInRange } from './ip-range.ts';
import { substitute } from './variables.ts';

type Operator = (expected: string, actual: string) => boolean;

const compare =
  (holds: (actual: number, expected: number) => boolean, parse: (text: string) => number): Operator =>
  (expected, actual) =>
    holds(parse(actual), parse(expected));

const numeric = {
  Equals: equals,
  LessThan: lessThan,
  LessThanEquals: atMost,
  GreaterThan: moreThan,
  GreaterThanEquals: atLeast,
};

/** Positive operators; each `Not…` operator below negates one. */
const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  Object.entries({
    StringEquals: (expected, actual) => expected === actual,
    StringEqualsIgnoreCase: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
    StringLike: matchesWildcard,
    ArnEquals: matchesWildcard,
    ArnLike: matchesWildcard,
    BinaryEquals: (expected, actual) => expected === actual,
    Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
    IpAddress: isInRange,
    ...Object.fromEntries(
      Object.entries(numeric).map(([name, holds]) => [`Numeric${name}`, compare(holds, Number)]),
    ),
    ...Object.fromEntries(
      Object.entries(numeric).map(([name, holds]) => [`Date${name}`, compare(holds, milliseconds)]),
    ),
  }),
);

const denials: ReadonlyMap<string, string> = new Map(
  Object.entries({
    StringNotEquals: 'StringEquals',
    StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
    StringNotLike: 'StringLike',
    ArnNotEquals: 'ArnEquals',
    ArnNotLike: 'ArnLike',
    NumericNotEquals: 'NumericEquals',
    DateNotEquals: 'DateEquals',
    NotIpAddress: 'IpAddress',
  }),
);

const operatorName = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/;

/** Keys whose values AWS knows and local-aws does not. */
const untold = /^dynamodb:(?!leadingkeys$)/;

/**
 * Whether every condition of a statement holds. A condition on a key with an unknown value counts as `inDoubt`. Throws on
 * an operator that IAM does not have.
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators".
 */
export function conditionsHold(
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  context: ConditionContext,
  inDoubt: boolean,
): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      untold.test(key.toLowerCase())
        ? inDoubt
        : holds(operator, values, context.get(key.toLowerCase()), context),
    ),
  );
}

/** Whether IAM has an operator with this name, including its prefixes and suffixes. */
export function isConditionOperator(fullName: string): boolean {
  const [, , name = ''] = operatorName.exec(fullName) ?? [];
  return name === 'Null' || operators.has(denials.get(name) ?? name);
}

function holds(
  fullName: string,
  values: readonly string[],
  actual: readonly string[] | undefined,
  context: ConditionContext,
): boolean {
  const [, set, name = '', ifExists] = operatorName.exec(fullName) ?? [];
  if (name === 'Null') return values.some((value) => (value === 'true') === (actual === undefined));
  const positive = denials.get(name) ?? name;
  const test = operators.get(positive);
  if (!test) throw new Error(`unknown condition operator ${fullName}`);
  const negated = name !== positive;
  if (actual === undefined)
    return ifExists !== undefined || set === 'ForAllValues' || (negated && set === undefined);

  const expected = values.flatMap((value) => substitute(value, context) ?? []);
  const matches = (one: string) => expected.some((value) => test(value, one)) !== negated;
  return set === 'ForAnyValue' ? actual.some(matches) : actual.every(matches);
}

/** ISO 8601 or seconds since 1970. */
function milliseconds(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function equals(a: number, b: number): boolean {
  return a === b;
}
function lessThan(a: number, b: number): boolean {
  return a < b;
}
function atMost(a: number, b: number): boolean {
  return a <= b;
}
function moreThan(a: number, b: number): boolean {
  return a > b;
}
function atLeast(a: number, b: number): boolean {
  return a >= b;
}
