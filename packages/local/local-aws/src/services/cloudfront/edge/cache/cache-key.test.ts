import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CachePolicyConfig } from '../../policies/cache-policy-config.ts';
import { parseCookies, type ViewerRequest } from '../viewer-request.ts';
import { cacheKeyOf, normalizedEncoding } from './cache-key.ts';

const list = (...Items: string[]) => ({ Quantity: Items.length, Items });

const policy: CachePolicyConfig = {
  Name: 'all',
  MinTTL: 0,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: list('Accept', 'X-A') },
    CookiesConfig: { CookieBehavior: 'whitelist', Cookies: list('c') },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  },
};

type Parts = Pick<ViewerRequest, 'uri' | 'query' | 'headers'>;

const keyOf = cacheKeyOf(policy);
const key = (parts: Parts) =>
  keyOf('site', {
    ...parts,
    id: '1',
    method: 'GET',
    cookies: parseCookies(parts.headers.cookie),
    ip: '',
    body: async () => Buffer.alloc(0),
    signal: new AbortController().signal,
  }).key;

const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '|', '\n', '/', '%', '&', '=') });
const parts = fc.record({
  uri: text.map((path) => `/${path}`),
  query: text,
  headers: fc.record({ accept: text, 'x-a': text }, { requiredKeys: [] }),
});

test('two requests have one key only if all that the policy names is the same', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = one.uri === other.uri && one.query === other.query;
      const sameHeaders =
        JSON.stringify([one.headers.accept, one.headers['x-a']]) ===
        JSON.stringify([other.headers.accept, other.headers['x-a']]);
      expect(key(one) === key(other)).toBe(same && sameHeaders);
    }),
  );
});

test('what the policy does not name is in no key', () => {
  fc.assert(
    fc.property(parts, text, (request, value) => {
      const more = { ...request.headers, 'x-other': value, cookie: `d=${encodeURIComponent(value)}` };
      expect(key({ ...request, headers: more })).toBe(key(request));
    }),
  );
});

test('whatever Accept-Encoding is, it is one of four', () => {
  const header = fc.oneof(fc.string(), fc.constantFrom('gzip;q=0', 'br', 'GZIP, BR', '*', 'gzip;q=0.001'));
  fc.assert(
    fc.property(header, (value) => {
      expect(['', 'gzip', 'br', 'br,gzip']).toContain(
        normalizedEncoding(value, { gzip: true, brotli: true }),
      );
    }),
  );
});
