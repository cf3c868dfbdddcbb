import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorTimeToLive, parseCacheControl, staleSeconds, timeToLive } from './freshness.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const ttl = { min: 0, default: 86_400, max: 31_536_000 };
const life = (cacheControl: string | undefined, expires?: string, bounds = ttl) =>
  timeToLive({ cacheControl, expires }, bounds, now);

test.each([
  ['nothing said', undefined, undefined, 86_400],
  ['max-age', 'max-age=5', undefined, 5],
  ['s-maxage before max-age', 'max-age=5, s-maxage=7', undefined, 7],
  ['max-age before Expires', 'max-age=5', 'Thu, 01 Jan 2026 00:01:00 GMT', 5],
  ['Expires', undefined, 'Thu, 01 Jan 2026 00:01:00 GMT', 60],
  ['Expires in the past', undefined, 'Thu, 01 Jan 2025 00:00:00 GMT', 0],
  ['an Expires that is none', undefined, '0', 0],
  ['more than the most', 'max-age=99999999999', undefined, 31_536_000],
  ['public alone', 'public', undefined, 86_400],
  ['no-cache', 'no-cache', undefined, 0],
  ['private', 'private, max-age=60', undefined, undefined],
  ['No-Store', 'No-Store', undefined, undefined],
])('%s', (_, control, expires, expected) => {
  expect(life(control, expires)).toBe(expected);
});

test('whatever the origin says, an object is kept between the least and the most', () => {
  const control = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'no-store',
      'private',
      'no-cache',
      'max-age=0',
      'max-age=1e9',
      'max-age="5"',
      's-maxage=-1',
    ),
    fc.nat().map((seconds) => `max-age=${seconds}`),
  );
  fc.assert(
    fc.property(
      control,
      fc.string(),
      fc.nat(1_000),
      fc.nat(1_000),
      fc.nat(1_000),
      (text, expires, a, b, c) => {
        const [min = 0, byDefault = 0, max = 0] = [a + 1, b + 1, c + 1].sort((x, y) => x - y);
        const seconds = life(text, expires, { min, default: byDefault, max });
        expect(seconds).toBeGreaterThanOrEqual(min);
        expect(seconds).toBeLessThanOrEqual(max);
      },
    ),
  );
});

test('an error is kept for the minimum, or as long as it says itself where that is more', () => {
  expect(errorTimeToLive(404, { cacheControl: undefined, expires: undefined }, 10)).toBe(10);
  expect(errorTimeToLive(404, { cacheControl: 'max-age=5', expires: undefined }, 10)).toBe(10);
  expect(errorTimeToLive(403, { cacheControl: 'max-age=50', expires: undefined }, 10)).toBe(50);
  expect(errorTimeToLive(403, { cacheControl: undefined, expires: undefined }, 10)).toBeUndefined();
});

test('directives are read whatever their case and spaces', () => {
  expect([...parseCacheControl(' Max-Age = 5 ,PRIVATE, x="a b"')]).toEqual([
    ['max-age', '5'],
    ['private', ''],
    ['x', 'a b'],
  ]);
  expect(staleSeconds('max-age=1, stale-while-revalidate=9', 'stale-while-revalidate')).toBe(9);
});
