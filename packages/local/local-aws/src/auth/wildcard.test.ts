import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesWildcard } from './wildcard.ts';

test.each([
  ['arn:aws:s3:::photos/*', 'arn:aws:s3:::photos/a/b.jpg', true],
  ['arn:aws:s3:::photos/*', 'arn:aws:s3:::photos', false],
  ['s3:Get*', 's3:GetObject', true],
  ['?.jpg', 'a.jpg', true],
  ['?.jpg', 'ab.jpg', false],
  ['a.jpg', 'abjpg', false],
  ['*', 'two\nlines', true],
])('%s matches %s: %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

const literal = fc.string().map((text) => text.replace(/[*?]/g, ''));

test('a text without wildcards matches itself and nothing else', () => {
  fc.assert(
    fc.property(literal, fc.string(), (pattern, text) => {
      expect(matchesWildcard(pattern, pattern)).toBe(true);
      expect(matchesWildcard(pattern, text)).toBe(pattern === text);
    }),
  );
});

test('a star takes any text in its place', () => {
  fc.assert(
    fc.property(literal, fc.string(), literal, (before, anything, after) => {
      expect(matchesWildcard(`${before}*${after}`, before + anything + after)).toBe(true);
    }),
  );
});
