import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkFilterPolicy, passesFilter } from './filter-policy.ts';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });
const list = (values: unknown[]) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });

const passes = (policy: object, attributes: MessageAttributes, body = 'x', scope?: string) =>
  passesFilter(
    {
      FilterPolicy: JSON.stringify(policy),
      ...(scope === undefined ? {} : { FilterPolicyScope: scope }),
    },
    { attributes, body },
  );

test.each<[string, object, MessageAttributes[], MessageAttributes[]]>([
  ['texts', { store: ['a', 'b'] }, [{ store: text('b') }], [{ store: text('c') }, { shop: text('a') }, {}]],
  [
    'numbers',
    { price: [100] },
    [{ price: number('100.0') }],
    [{ price: text('100') }, { price: number('1') }],
  ],
  [
    'a range',
    { price: [{ numeric: ['>=', 1, '<', 2] }] },
    [{ price: number('1.5') }],
    [{ price: number('2') }],
  ],
  [
    'elements of a list',
    { tags: ['x', 3] },
    [{ tags: list(['y', 'x']) }, { tags: list([3]) }],
    [{ tags: list(['y']) }],
  ],
  [
    'all but a text',
    { store: [{ 'anything-but': ['a'] }] },
    [{ store: text('b') }],
    [{ store: text('a') }, {}],
  ],
  ['what is missing', { store: [{ exists: false }] }, [{}, { shop: text('a') }], [{ store: text('a') }]],
  [
    'one attribute or another',
    { $or: [{ a: ['1'] }, { b: ['2'] }] },
    [{ a: text('1') }, { b: text('2') }],
    [{ a: text('2') }],
  ],
  ['nothing binary', { bytes: ['AgME'] }, [], [{ bytes: { DataType: 'Binary', BinaryValue: 'AgME' } }]],
])('a filter on attributes lets %s pass', (_, policy, hits, misses) => {
  expect(hits.filter((attributes) => !passes(policy, attributes))).toEqual([]);
  expect(misses.filter((attributes) => passes(policy, attributes))).toEqual([]);
});

test('a filter on the body sees its JSON, and lets nothing pass that is no object', () => {
  const policy = { order: { state: ['paid'] } };
  const onBody = (body: string) => passes(policy, {}, body, 'MessageBody');
  expect(onBody('{"order":{"state":"paid"}}')).toBe(true);
  expect(onBody('{"order":{"state":"new"}}')).toBe(false);
  for (const body of ['paid', '[{"order":{"state":"paid"}}]', '"paid"']) expect(onBody(body)).toBe(false);
});

/** As AWS has answered LocalStack's tests, without the place in the text. */
test.each<[string, unknown]>([
  ['Filter is not an object', ['a']],
  ['"key_a" must be an object or an array', { key_a: 'value_one' }],
  ['"suffix" must be an object or an array', { key: { suffix: 'value' } }],
  ['Empty arrays are not allowed', { key: [] }],
  ['Match value must be String, number, true, false, or null', { key: [['value']] }],
  ['Only one key allowed in match expression', { key: [{ suffix: 'value', prefix: 'value2' }] }],
  ['Unrecognized match type wrong-operator', { key: [{ 'wrong-operator': true }] }],
  ['suffix match pattern must be a string', { key: [{ suffix: 100 }] }],
  ['exists match pattern must be either true or false.', { key: [{ exists: 'no' }] }],
  ['Unsupported anything-but pattern: suffix', { key: [{ 'anything-but': { suffix: 'test' } }] }],
  ['prefix match pattern must be a string', { key: [{ 'anything-but': { prefix: false } }] }],
  ['Invalid member in numeric match: ]', { key: [{ numeric: [] }] }],
  ['Invalid member in numeric match: 1', { key: [{ numeric: [1, '<='] }] }],
  ['Unrecognized numeric range operator: operator', { key: [{ numeric: ['operator'] }] }],
  ['Value of equals must be numeric', { key: [{ numeric: ['=', '000'] }] }],
  ['Value of >= must be numeric', { key: [{ numeric: ['>='] }] }],
  ['Bad value in numeric range: 30', { key: [{ numeric: ['>', 20, 30] }] }],
  ['Bad numeric range operator: >', { key: [{ numeric: ['>=', 1, '>', 2] }] }],
  ['Value of <= must be numeric', { key: [{ numeric: ['>', 20, '<='] }] }],
  ['Bottom must be less than top', { key: [{ numeric: ['>', 3, '<', 1] }] }],
  ['Too many elements in numeric expression', { key: [{ numeric: ['<', 100, '>', 10] }] }],
  ['Too many terms in numeric range expression', { key: [{ numeric: ['>', 20, '<', 30, '<', 50] }] }],
  ["Malformed CIDR, one '/' required", { key: [{ cidr: '10.0.0.0' }] }],
  ['Malformed CIDR, mask bits must be an integer', { key: [{ cidr: '10.0.0.0/x' }] }],
  ['Nonstandard IP address: xx.11.xx', { key: [{ cidr: 'xx.11.xx/8' }] }],
  [
    'Filter policy can not have more than 5 keys',
    Object.fromEntries([...'abcdef'].map((key) => [key, ['x']])),
  ],
  ['Filter policy is too complex', { a: Array(13).fill('x'), b: Array(12).fill('x') }],
])('%s: refused', (problem, policy) => {
  const prefix = 'Attributes Reason: ';
  expect(() => checkFilterPolicy(JSON.stringify(policy), 'MessageBody', prefix)).toThrow(
    `Invalid parameter: Attributes Reason: FilterPolicy: ${problem}`,
  );
});

test('a nested filter is for bodies alone, where each level counts', () => {
  const nested = JSON.stringify({ a: { b: { c: Array(4).fill('x') } }, d: { e: Array(3).fill('x') } }); // 4×3×3×2 = 72
  expect(() => checkFilterPolicy(nested)).toThrow(
    'Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy',
  );
  checkFilterPolicy(nested, 'MessageBody');
  const deeper = nested.replace('"e":', '"e":{"f":').replace(/}}$/, '}}}');
  checkFilterPolicy(deeper, 'MessageBody'); // 4×3×3×3 = 108
  const wider = JSON.stringify({ ...JSON.parse(deeper), g: ['x', 'y'] });
  expect(() => checkFilterPolicy(wider, 'MessageBody')).toThrow('Filter policy is too complex');
});

test('alternatives add up', () => {
  const alternatives = (length: number) => ({
    $or: [{ a: Array(length).fill('x') }, { b: Array(length).fill('x') }],
  });
  checkFilterPolicy(JSON.stringify(alternatives(75)));
  expect(() => checkFilterPolicy(JSON.stringify(alternatives(76)))).toThrow('Filter policy is too complex');
});

const operator = fc.constantFrom('prefix', 'suffix', 'exists', 'numeric', 'anything-but', 'cidr', 'x');
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('10.0.0.0/8', '10.0.0.0/08', 'a'),
  fc.array(fc.constantFrom('=', '<', 1)),
);
const rule = fc.oneof(value, fc.dictionary(operator, value, { maxKeys: 2 }));
const field = fc.oneof(fc.constantFrom('$or', 'a', '__proto__'), fc.string());
const { policy } = fc.letrec<{ policy: unknown }>((tie) => ({
  policy: fc.dictionary(
    field,
    fc.oneof({ maxDepth: 2 }, fc.array(rule), value, fc.array(tie('policy')), tie('policy')),
    {
      maxKeys: 3,
    },
  ),
}));

test('whatever the policy is, it is refused by its code or can be asked', () => {
  fc.assert(
    fc.property(policy, fc.jsonValue(), (any, body) => {
      const FilterPolicy = JSON.stringify(any);
      try {
        checkFilterPolicy(FilterPolicy, 'MessageBody');
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
        return;
      }
      passes(any as object, {}, JSON.stringify(body), 'MessageBody');
    }),
  );
});
