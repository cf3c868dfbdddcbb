import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { expect, test, vi } from 'vitest';
import { startEdge, startOrigin } from '../testing/start-edge.ts';

/** An origin whose answer to every request is the number of the request, with these headers. */
async function counted(headers: Record<string, string> = {}, status = () => 200) {
  let count = 0;
  return startOrigin((_, response) => {
    count += 1;
    response.writeHead(status(), headers).end(String(count));
  });
}

test('an object is asked of the origin once, and answered with its age', async () => {
  const { publish } = await startEdge();
  const { origin, asked } = await counted({ 'cache-control': 'max-age=60', etag: '"1"' });
  const { ask } = await publish([origin]);
  expect((await ask('/a?ignored=1')).cache).toBe('Miss');
  const hit = await ask('/a');
  expect([hit.cache, hit.body, hit.headers.age]).toEqual(['Hit', '1', '0']);
  const head = await ask('/a', {}, { method: 'HEAD' });
  expect([head.cache, head.body, head.headers['content-length']]).toEqual(['Hit', '', '1']);
  expect(asked).toHaveLength(1);
});

test('the key is what the policy names of headers, cookies and the query, and nothing else', async () => {
  const { publish, cachePolicy } = await startEdge();
  const { origin } = await counted();
  const list = (...Items: string[]) => ({ Quantity: Items.length, Items });
  const { ask } = await publish([origin], {
    CachePolicyId: await cachePolicy(
      {},
      {
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: list('Accept') },
        CookiesConfig: { CookieBehavior: 'whitelist', Cookies: list('a') },
        QueryStringsConfig: { QueryStringBehavior: 'allExcept', QueryStrings: list('utm') },
      },
    ),
  });
  const answer = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(path, headers)).body;
  const first = await answer('/x?w=1', { accept: 'a', cookie: 'a=1; b=1' });
  expect(await answer('/x?w=1&utm=2', { accept: 'a', cookie: 'b=2; a=1', 'x-other': '1' })).toBe(first);
  const others = [
    await answer('/x?w=2', { accept: 'a', cookie: 'a=1' }),
    await answer('/x?w=1', { accept: 'b', cookie: 'a=1' }),
    await answer('/x?w=1', { accept: 'a', cookie: 'a=2' }),
    await answer('/y?w=1', { accept: 'a', cookie: 'a=1' }),
    await answer('/x', { accept: 'a', cookie: 'a=1' }),
  ];
  expect(new Set([first, ...others]).size).toBe(6);
});

test('Accept-Encoding is one of four in the key and for the origin', async () => {
  const { publish, cachePolicy } = await startEdge();
  const { origin, asked } = await counted();
  const encodings = { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true };
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy({}, encodings) });
  for (const encoding of ['gzip, deflate, br', 'br;q=1, gzip', 'gzip', 'identity', 'br;q=0, gzip;q=0.5'])
    await ask('/a', { 'accept-encoding': encoding });
  expect(asked.map(({ headers }) => headers['accept-encoding'])).toEqual(['br,gzip', 'gzip', undefined]);
});

test.each([
  ['private', 'Miss'],
  ['no-store', 'Miss'],
  ['max-age=0', 'Miss'],
  ['no-cache', 'Miss'],
  ['max-age=60', 'Hit'],
  ['max-age=0, s-maxage=60', 'Hit'],
  ['s-maxage=0, max-age=60', 'Miss'],
])('with a least time of 0, what the origin calls %s is a %s the second time', async (control, cache) => {
  const { publish, cachePolicy } = await startEdge();
  const { origin } = await counted({ 'cache-control': control });
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy() });
  await ask('/a');
  expect((await ask('/a')).cache).toBe(cache);
});

test('with a least time above 0, the origin keeps nothing out of the cache', async () => {
  const { publish, cachePolicy } = await startEdge();
  const { origin } = await counted({ 'cache-control': 'no-store' });
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy({ MinTTL: 30 }) });
  await ask('/a');
  expect((await ask('/a')).cache).toBe('Hit');
});

test('an expired object is validated with the origin: RefreshHit where it is the same, Miss where it is not', async () => {
  const { publish, cachePolicy } = await startEdge();
  let etag = '"1"';
  const { origin, asked } = await startOrigin((request, response) => {
    const headers = { etag, 'cache-control': 'max-age=0' };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(etag);
  });
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy() });
  const answers = [await ask('/a'), await ask('/a')];
  etag = '"2"';
  answers.push(await ask('/a'));
  expect(answers.map(({ cache, body }) => [cache, body])).toEqual([
    ['Miss', '"1"'],
    ['RefreshHit', '"1"'],
    ['Miss', '"2"'],
  ]);
  expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
});

test('while an object is validated, viewers get the old one where the origin allows it', async () => {
  const { publish, cachePolicy } = await startEdge();
  const { origin } = await counted({ 'cache-control': 'max-age=0, stale-while-revalidate=60' });
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy() });
  await ask('/a');
  const stale = await ask('/a');
  expect([stale.cache, stale.body]).toEqual(['Hit', '1']);
  await vi.waitFor(async () => expect(Number((await ask('/a')).body)).toBeGreaterThan(1));
});

test.each([
  ['max-age=0', 200, '1'],
  ['max-age=0, stale-if-error=60', 200, '1'],
  ['max-age=0, stale-if-error=0', 500, '2'],
])('where the origin fails, an object with %s is answered by %d', async (control, status, body) => {
  const { publish, cachePolicy } = await startEdge();
  let failing = false;
  const { origin } = await counted({ 'cache-control': control }, () => (failing ? 500 : 200));
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy() });
  await ask('/a');
  failing = true;
  const answer = await ask('/a');
  expect([answer.status, answer.body]).toEqual([status, body]);
});

test.each([
  [404, '1'],
  [503, '1'],
  [403, '2'],
])(
  'a %d of the origin is answered from the cache for ten seconds, or as AWS lists it not at all',
  async (status, body) => {
    const { publish } = await startEdge();
    const { origin } = await counted({}, () => status);
    const { ask } = await publish([origin]);
    await ask('/a');
    const again = await ask('/a');
    expect([again.status, again.cache, again.body]).toEqual([status, 'Error', body]);
  },
);

test('an error caching minimum TTL of 0 asks the origin again', async () => {
  const { publish } = await startEdge();
  const { origin } = await counted({}, () => 404);
  const Items = [{ ErrorCode: 404, ErrorCachingMinTTL: 0 }];
  const { ask } = await publish([origin], {}, { CustomErrorResponses: { Quantity: 1, Items } });
  await ask('/a');
  expect((await ask('/a')).body).toBe('2');
});

test('a hundred requests at once for one object ask the origin once', async () => {
  const { publish } = await startEdge();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { origin, asked } = await startOrigin(async (_, response) => {
    response.write('first ');
    await released;
    response.end('last');
  });
  const { ask } = await publish([origin]);
  const all = Promise.all(Array.from({ length: 100 }, () => ask('/a')));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  release();
  const answers = await all;
  expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['first last']));
  expect(answers.filter(({ cache }) => cache === 'Miss')).toHaveLength(1);
  expect(asked).toHaveLength(1);
});

test('what is for one viewer alone is given to nobody who waited for it', async () => {
  const { publish, cachePolicy } = await startEdge();
  const { origin, asked } = await counted({ 'cache-control': 'private' });
  const { ask } = await publish([origin], { CachePolicyId: await cachePolicy() });
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('/a')));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(10);
  expect(asked).toHaveLength(10);
});

test('an invalidation takes objects away, by their path or by its beginning', async () => {
  const { cloudfront, publish } = await startEdge();
  const { origin } = await counted();
  const { id: DistributionId, ask } = await publish([origin]);
  const paths = ['/a/1', '/a/2', '/b', '/bc'];
  const cached = async () => (await Promise.all(paths.map((path) => ask(path)))).map(({ cache }) => cache);
  const invalidate = (...Items: string[]) =>
    cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference: Items.join(), Paths: { Quantity: Items.length, Items } },
      }),
    );
  await cached();
  await invalidate('/a/*', '/b');
  expect(await cached()).toEqual(['Miss', 'Miss', 'Miss', 'Hit']);
  await invalidate('/*');
  expect(await cached()).toEqual(['Miss', 'Miss', 'Miss', 'Miss']);
});

test('an answer that was under way when its path was invalidated is not kept', async () => {
  const { cloudfront, publish } = await startEdge();
  let release = () => {};
  const { origin, asked } = await startOrigin((_, response) => {
    release = () => response.end('old');
  });
  const { id: DistributionId, ask } = await publish([origin]);
  const first = ask('/a');
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const Paths = { Quantity: 1, Items: ['/a'] };
  await cloudfront.send(
    new CreateInvalidationCommand({ DistributionId, InvalidationBatch: { CallerReference: '1', Paths } }),
  );
  release();
  expect((await first).body).toBe('old');
  const second = ask('/a');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  release();
  expect((await second).cache).toBe('Miss');
});

test('an answer that breaks off is not kept', async () => {
  const { publish } = await startEdge();
  let broken = true;
  const { origin } = await startOrigin((_, response) => {
    response.writeHead(200, { 'content-length': '4' });
    if (broken) response.write('ha', () => response.destroy());
    else response.end('half');
  });
  const { ask } = await publish([origin]);
  await expect(ask('/a')).rejects.toThrow();
  broken = false;
  await vi.waitFor(async () => expect(await ask('/a')).toMatchObject({ body: 'half' }));
});
