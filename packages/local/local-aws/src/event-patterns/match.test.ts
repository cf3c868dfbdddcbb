import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from './match.ts';
import { isEventPattern, isPattern, parsePattern } from './pattern.ts';

const match = (pattern: unknown, event: unknown) => matches(parsePattern(JSON.stringify(pattern)), event);

test.each([
  [
    'a value of the list',
    { a: ['x', 1, null] },
    [{ a: 'x' }, { a: 1 }, { a: null }],
    [{ a: '1' }, { a: false }, {}],
  ],
  [
    'every field',
    { a: [1], b: { c: [2] } },
    [{ a: 1, b: { c: 2 } }],
    [{ a: 1 }, { a: 1, b: { c: 3 } }, { a: 1, b: 2 }],
  ],
  ['a beginning', { a: [{ prefix: 'us-' }] }, [{ a: 'us-east-1' }], [{ a: 'eu-us-' }, { a: 1 }, {}]],
  ['an end', { a: [{ suffix: '.png' }] }, [{ a: 'x.png' }], [{ a: 'x.PNG' }, { a: null }]],
  ['text in any case', { a: [{ 'equals-ignore-case': 'Ready' }] }, [{ a: 'READY' }], [{ a: 'ready!' }]],
  ['a number', { a: [{ numeric: ['=', 3] }] }, [{ a: 3 }, { a: 3.0 }], [{ a: '3' }, { a: 4 }]],
  ['a range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, [{ a: 5 }, { a: 0.1 }], [{ a: 0 }, { a: 5.1 }]],
  [
    'a leaf that is there',
    { a: [{ exists: true }] },
    [{ a: 0 }, { a: null }, { a: [1] }],
    [{}, { b: 1 }, { a: { b: 1 } }, { a: [] }],
  ],
  [
    'a leaf that is not there',
    { a: { b: [{ exists: false }] } },
    [{}, { a: {} }, { a: { c: 1 } }, { a: { b: { c: 1 } } }, { a: { b: [] } }],
    [{ a: { b: 1 } }, { a: { b: [{ c: 1 }, 1] } }],
  ],
  [
    'an address',
    { a: [{ cidr: '10.0.0.0/24' }, { cidr: '2001:db8::/32' }] },
    [{ a: '10.0.0.255' }, { a: '2001:db8:1::1' }],
    [{ a: '10.0.1.0' }, { a: '2001:db9::' }, { a: 'x' }, { a: 10 }],
  ],
  ['anything but a value', { a: [{ 'anything-but': 'x' }] }, [{ a: 'y' }, { a: 1 }], [{ a: 'x' }, {}]],
  ['anything but values', { a: [{ 'anything-but': [1, 2] }] }, [{ a: 3 }], [{ a: 1 }, { a: 2 }]],
  ['anything but a beginning', { a: [{ 'anything-but': { prefix: 'x' } }] }, [{ a: 'yx' }], [{ a: 'xy' }]],
  [
    'one of the elements',
    { a: ['x'], b: { c: [1] } },
    [
      { a: ['y', 'x'], b: [{ c: 2 }, { c: 1 }] },
      { a: [['y'], [['x']]], b: [[{ c: 1 }]] },
    ],
    [{ a: ['y'], b: { c: 1 } }],
  ],
  [
    'one of the fields',
    { $or: [{ a: [1] }, { b: [2] }], c: [3] },
    [
      { a: 1, c: 3 },
      { b: 2, c: 3 },
    ],
    [{ c: 3 }, { a: 1, b: 2 }],
  ],
  [
    'a wildcard',
    { a: [{ wildcard: 'a/*/c\\*.*' }] },
    [{ a: 'a/b/c*.png' }, { a: 'a//c*.' }, { a: 'a/b\n/c*.x' }],
    [{ a: 'a/b/c.png' }, { a: 'xa/b/c*.png' }, { a: 1 }],
  ],
  [
    'a beginning in any case',
    { a: [{ prefix: { 'equals-ignore-case': 'Us-' } }, { suffix: { 'equals-ignore-case': '.PNG' } }] },
    [{ a: 'US-east' }, { a: 'x.png' }],
    [{ a: 'eu-us-' }],
  ],
  [
    'anything but texts of several kinds',
    {
      a: [{ 'anything-but': { prefix: ['x', 'y'] } }],
      b: [{ 'anything-but': { 'equals-ignore-case': ['One', 'TWO'] } }],
      c: [{ 'anything-but': { wildcard: '*.tmp' } }],
    },
    [
      { a: 'z', b: 'three', c: 'a.txt' },
      { a: 1, b: null, c: true },
    ],
    [
      { a: 'yz', b: 'three', c: 'a' },
      { a: 'z', b: 'two', c: 'a' },
      { a: 'z', b: '', c: 'a.tmp' },
      { b: 1, c: 1 },
    ],
  ],
])('a pattern of %s', (_, pattern, hits, misses) => {
  expect(hits.filter((event) => !match(pattern, event))).toEqual([]);
  expect(misses.filter((event) => match(pattern, event))).toEqual([]);
});

test.each([
  ['{"a": [{"wildcard": "x*"}]}', true],
  ['{"a": [{"wildcard": "x**"}]}', false],
  ['{"a": [{"wildcard": "x\\\\n"}]}', false],
  ['{"a": [{"cidr": "10.0.0.0/24"}]}', true],
  ['{"a": [{"prefix": {"equals-ignore-case": "x"}}]}', true],
  ['{"a": [{"anything-but": {"suffix": ["x", "y"]}}]}', true],
  ['{"a": [{"anything-but": {"suffix": []}}]}', false],
  ['{"a": ["x"], "$or": [{"b": [1]}, {"c": [{"exists": false}]}]}', true],
  ['{}', false],
  ['{"a": "x"}', false],
])('EventBridge takes %s: %s', (text, isTaken) => {
  expect(isEventPattern(text)).toBe(isTaken);
});

test.each([
  '',
  '[]',
  '"text"',
  '{"a": 1}',
  '{"a": []}',
  '{"a": [{"wildcard": "*"}]}',
  '{"a": [{"numeric": [">"]}]}',
  '{"a": [{"prefix": "x", "suffix": "y"}]}',
  '{"$or": [{"a": [1]}]}',
  '{"a": [{"cidr": "10.0.0.0/24"}]}', // to SNS alone
  '{"a": {}}',
  '{"a": {"b": {}}}',
  '{"$or": [{"a": [1]}, {}]}',
  '{"$or": [{"a": [1]}, {"prefix": ["x"]}]}',
  '{"a": [{"numeric": ["<", 5, ">", 0]}]}',
  '{"a": [{"numeric": ["=", 5, "<", 9]}]}',
  '{"a": [{"numeric": [">", 5, "<", 5]}]}',
  '{"a": [{"numeric": ["=", 5000000001]}]}',
  '{"a": [{"anything-but": [1, "x"]}]}',
  '{"a": [{"anything-but": null}]}',
  '{"a": [{"anything-but": [true]}]}',
  '{"a": [{"anything-but": []}]}',
  '{"a": [{"anything-but": {"prefix": ""}}]}',
])('%s is no pattern', (text) => {
  expect(isPattern(text)).toBe(false);
});

const leaf = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const field = fc.string().filter((name) => name !== '$or' && name !== '__proto__'); // zod drops the latter
const event = fc.dictionary(field, fc.oneof(leaf, fc.dictionary(field, leaf, { minKeys: 1 })));

test('any event matches the pattern of its own values, and not one that asks for more', () => {
  const asPattern = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asPattern(member)]))
      : [value];
  fc.assert(
    fc.property(event, field, (value, name) => {
      const pattern = asPattern(value) as Record<string, unknown>;
      expect(match(pattern, value)).toBe(true);
      fc.pre(!Object.hasOwn(value, name));
      expect(match({ ...pattern, [name]: ['more'] }, value)).toBe(false);
    }),
  );
});
