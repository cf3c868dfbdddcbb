import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizedPath, pathMatcher } from './path-pattern.ts';

test.each([
  ['/images/*', '/images/a/b.jpg', true],
  ['images/*.jpg', '/images/a.jpg', true],
  ['*.jpg', '/a/b.jpg', true],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a.c', '/abc', false],
  ['/images/*', '/Images/a', false],
  ['/v', '/v/', false],
])('the pattern %s for %s: %s', (pattern, path, expected) => {
  expect(pathMatcher(pattern)(path)).toBe(expected);
});

test.each([
  ['/v/../private', '/private'],
  ['/v/%2e%2E/private', '/private'],
  ['/v/./a//b/', '/v/a/b/'],
  ['/%76/a%2fb', '/v/a%2Fb'],
  ['/../..', '/'],
  ['/a/..', '/'],
  ['/a/.', '/a/'],
  ['/%zz', '/%zz'],
  ['/', '/'],
])('%s is matched as %s', (path, expected) => {
  expect(normalizedPath(path)).toBe(expected);
});

test('however a path is written, it is matched as the path that a URL parser reads', () => {
  const segment = fc.constantFrom('a', 'b', '.', '..', '%2e', '%2E%2e', '%41', '%2F', 'c%20d', '');
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      const path = `/${segments.join('/')}`;
      const normalized = normalizedPath(path);
      expect(normalizedPath(normalized)).toBe(normalized);
      expect(normalized).not.toMatch(/\/\.{0,2}\/|\/\.{1,2}$/);
      const plain = path.replace(/\/{2,}/g, '/');
      const parsed = new URL(plain, 'http://a').pathname.replaceAll('%41', 'A').replace(/\/{2,}/g, '/');
      expect(normalized).toBe(parsed);
    }),
  );
});
