import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestPath } from './request-path.ts';

/** Where the API's routes see a request. */
const routed = (path: string) => new URL(`https://api.example${requestPath(path)}`).pathname;

test.each([
  '/assets/../images',
  '/assets/%2e%2e/images',
  '/assets/.%2E/images',
  '/assets/a/%2E./%2e%2e/images',
])('%s, which needs no signing in, leads to no images', (path) => {
  expect(routed(path)).toMatch(/^\/assets\/.*\/images$/);
  expect(routed(path.replace('/images', ''))).toMatch(/^\/assets\/./);
});

test('a path keeps all its parts, whatever they are', () => {
  const part = fc.oneof(
    fc.constantFrom('.', '..', '%2e', '%2E%2e', '.%2e', '%2F', '%252e', '\\', '%5c..', '', '?', '#'),
    fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => text.replaceAll('/', '')),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const path = `/assets/${parts.join('/')}`;
      expect(routed(path).split('/')).toHaveLength(path.split('/').length);
      expect(routed(path).startsWith('/assets/')).toBe(true);
    }),
  );
});

test('what a client encoded stays as it is', () => {
  expect(requestPath('/images/a%20b%2Fc')).toBe('/images/a%20b%2Fc');
  expect(requestPath('/images/a..b/...')).toBe('/images/a..b/...');
  expect(requestPath('/images/ü"')).toBe('/images/%C3%BC%22');
});
