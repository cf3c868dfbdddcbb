import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cachingDisabled } from '../../testing/start-cloudfront.ts';
import { startEdge, startOrigin } from '../testing/start-edge.ts';
import { rangeOf } from './ranges.ts';

const text = '0123456789';
const sized = { 'content-length': '10', etag: '"1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' };

test.each(['a miss', 'a hit'])('a range is answered by %s alike', async (kind) => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin((_, response) => response.writeHead(200, sized).end(text));
  const { ask } = await publish([origin]);
  if (kind === 'a hit') await ask('/a');
  const ranged = await ask('/a', { range: 'bytes=2-4' });
  expect(ranged).toMatchObject({ status: 206, body: '234' });
  expect(ranged.headers).toMatchObject({
    'content-range': 'bytes 2-4/10',
    'content-length': '3',
    'accept-ranges': 'bytes',
  });
  expect((await ask('/a', { range: 'bytes=-3' })).body).toBe('789');
  expect((await ask('/a', { range: 'bytes=8-' })).body).toBe('89');
  expect(await ask('/a', { range: 'bytes=10-' })).toMatchObject({ status: 416 });
  expect(await ask('/a', { range: 'bytes=0-1,3-4' })).toMatchObject({ status: 200, body: text });
  expect(await ask('/a', { range: 'bytes=0-1', 'if-range': '"other"' })).toMatchObject({ status: 200 });
  expect(await ask('/a', { range: 'bytes=0-1', 'if-range': '"1"' })).toMatchObject({ status: 206 });
});

test('what the origin sends in chunks is answered as a whole, whatever range is asked for', async () => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin((_, response) => {
    response.write(text.slice(0, 5));
    response.end(text.slice(5));
  });
  const { ask } = await publish([origin]);
  for (const cache of ['Miss', 'Hit'])
    expect(await ask('/a', { range: 'bytes=2-4' })).toMatchObject({ status: 200, body: text, cache });
});

test('a range is never more than there is', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(1000),
      fc.nat(1000),
      fc.integer({ min: 1, max: 1000 }),
      (junk, a, b, length) => {
        for (const header of [junk, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          const range = rangeOf(header, length);
          if (range === undefined || range === 'unsatisfiable') continue;
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThan(length);
        }
      },
    ),
  );
});

test('a viewer that has the object gets 304 and no body', async () => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin((_, response) => response.writeHead(200, sized).end(text));
  const { ask } = await publish([origin]);
  const status = async (headers: Record<string, string>) => (await ask('/a', headers)).status;
  expect(await status({ 'if-none-match': 'W/"1"' })).toBe(304);
  expect(await status({ 'if-none-match': '"0", "1"' })).toBe(304);
  expect(await status({ 'if-none-match': '"2"' })).toBe(200);
  expect(await status({ 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' })).toBe(304);
  expect(await status({ 'if-modified-since': 'Wed, 31 Dec 2025 00:00:00 GMT' })).toBe(200);
  expect(await status({ 'if-none-match': '"2"', 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' })).toBe(
    200,
  );
});

test('a response headers policy adds, overrides and removes', async () => {
  const { publish, responseHeadersPolicy } = await startEdge();
  const { origin } = await startOrigin((_, response) =>
    response
      .writeHead(200, {
        'x-own': 'origin',
        'x-kept': 'origin',
        'x-amz-meta-a': '1',
        'x-frame-options': 'DENY',
      })
      .end(),
  );
  const list = (...Items: string[]) => ({ Quantity: Items.length, Items });
  const { ask } = await publish([origin], {
    ResponseHeadersPolicyId: await responseHeadersPolicy({
      CorsConfig: {
        AccessControlAllowOrigins: list('https://*.example.com'),
        AccessControlAllowHeaders: list('*'),
        AccessControlAllowMethods: { Quantity: 1, Items: ['GET'] },
        AccessControlAllowCredentials: false,
        OriginOverride: true,
      },
      SecurityHeadersConfig: {
        ContentTypeOptions: { Override: true },
        FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
        StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
      },
      CustomHeadersConfig: {
        Quantity: 2,
        Items: [
          { Header: 'X-Own', Value: 'policy', Override: true },
          { Header: 'X-Kept', Value: 'policy', Override: false },
        ],
      },
      RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'X-Amz-Meta-A' }] },
    }),
  });
  const { headers } = await ask('/', { origin: 'https://app.example.com' });
  expect(headers).toMatchObject({
    'x-own': 'policy',
    'x-kept': 'origin',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=60; includeSubDomains',
    'access-control-allow-origin': 'https://app.example.com',
  });
  expect(headers).not.toHaveProperty('x-amz-meta-a');
  for (const origin of [
    'https://example.org',
    'https://app.example.com.evil.example',
    'http://app.example.com',
  ])
    expect((await ask('/', { origin })).headers).not.toHaveProperty('access-control-allow-origin');
});

test('an answer of 20 MB that is not cached passes whole', async () => {
  const { publish } = await startEdge();
  const large = 'x'.repeat(20 * 1024 ** 2);
  const { origin } = await startOrigin((_, response) => response.end(large));
  const { ask } = await publish([origin], { CachePolicyId: cachingDisabled });
  expect((await ask('/a')).body.length).toBe(large.length);
});
