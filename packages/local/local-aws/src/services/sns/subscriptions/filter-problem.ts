import { isIP } from 'node:net';
import { z } from 'zod';

const objectSchema = z.record(z.string(), z.unknown());
const comparisons = ['<', '<=', '>', '>='];

/** SNS's message about a filter policy that it refuses, without the position; undefined if it accepts the policy. */
export function problemOf(policy: unknown): string | undefined {
  const fields = objectSchema.safeParse(policy).data;
  if (!fields) return 'Filter is not an object';
  return first(Object.entries(fields), ([name, expected]) => {
    if (name === '$or' && Array.isArray(expected) && expected.length > 1 && expected.every(isObject)) {
      return first(expected, problemOf);
    }
    if (Array.isArray(expected)) {
      return expected.length === 0 ? 'Empty arrays are not allowed' : first(expected, problemOfRule);
    }
    return isObject(expected) ? problemOf(expected) : `"${name}" must be an object or an array`;
  });
}

function problemOfRule(rule: unknown): string | undefined {
  if (Array.isArray(rule)) return 'Match value must be String, number, true, false, or null';
  if (!isObject(rule)) return undefined;
  const [[operator, value] = ['', undefined], ...more] = Object.entries(rule);
  if (more.length > 0) return 'Only one key allowed in match expression';
  const check = operators.get(operator);
  return check ? check(value) : `Unrecognized match type ${operator}`;
}

type Check = (value: unknown) => string | undefined;

const operators: ReadonlyMap<string, Check> = new Map<string, Check>(
  Object.entries({
    'anything-but': problemOfAnythingBut,
    cidr: problemOfRange,
    'equals-ignore-case': text('equals-ignore-case'),
    exists: (value: unknown) =>
      typeof value === 'boolean' ? undefined : 'exists match pattern must be either true or false.',
    numeric: (value: unknown) =>
      Array.isArray(value) ? problemOfNumeric(value) : 'Value of numeric must be an array.',
    prefix: text('prefix'),
    suffix: text('suffix'),
  }),
);

function text(name: string): Check {
  return (value) => (typeof value === 'string' ? undefined : `${name} match pattern must be a string`);
}

function problemOfAnythingBut(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'Empty arrays are not allowed';
    return value.every((one) => typeof one === 'string') || value.every((one) => typeof one === 'number')
      ? undefined
      : 'Inside anything but list, either all values are number or string, mixed type is not supported';
  }
  if (isObject(value)) {
    const [[name, pattern] = ['', undefined]] = Object.entries(value);
    return name === 'prefix' ? text(name)(pattern) : `Unsupported anything-but pattern: ${name}`;
  }
  return ['string', 'number'].includes(typeof value)
    ? undefined
    : 'Value of anything-but must be an array or single string/number value.';
}

function problemOfNumeric([operator = ']', bound, second, top, ...more]: readonly unknown[]):
  | string
  | undefined {
  if (typeof operator !== 'string' || operator === ']') return `Invalid member in numeric match: ${operator}`;
  if (operator === '=') {
    if (typeof bound !== 'number') return 'Value of equals must be numeric';
    return second === undefined ? undefined : 'Too many terms in numeric range expression';
  }
  if (!comparisons.includes(operator)) return `Unrecognized numeric range operator: ${operator}`;
  if (typeof bound !== 'number') return `Value of ${operator} must be numeric`;
  if (second === undefined) return undefined;
  if (operator.startsWith('<')) return 'Too many elements in numeric expression';
  if (typeof second !== 'string') return `Bad value in numeric range: ${second}`;
  if (second !== '<' && second !== '<=') return `Bad numeric range operator: ${second}`;
  if (typeof top !== 'number') return `Value of ${second} must be numeric`;
  if (more.length > 0) return 'Too many terms in numeric range expression';
  return bound < top ? undefined : 'Bottom must be less than top';
}

function problemOfRange(range: unknown): string | undefined {
  if (typeof range !== 'string') return 'prefix match pattern must be a string'; // AWS's own words
  const [address = '', bits, ...more] = range.split('/');
  if (bits === undefined || more.length > 0) return "Malformed CIDR, one '/' required";
  const version = isIP(address);
  if (version === 0) return `Nonstandard IP address: ${address}`;
  if (!/^\d+$/.test(bits)) return 'Malformed CIDR, mask bits must be an integer';
  return Number(bits) <= (version === 4 ? 32 : 128)
    ? undefined
    : `Malformed CIDR, mask bits must be < ${version === 4 ? 32 : 128}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function first<Item>(items: readonly Item[], check: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = check(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
