import { UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';
import { metricsOf } from '../../cloudwatch/testing/read-metrics.ts';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { bucketOrigin, cachingDisabled, cachingOptimized } from '../testing/start-cloudfront.ts';
import { connectEdge, startEdge, startOrigin, viewer } from './testing/start-edge.ts';

const echo = (name: string) =>
  startOrigin((request, response) => response.end(`${name} ${request.method} ${request.url}`), name);

test('a path goes to the first behavior whose pattern it fits, and all others to the default one', async () => {
  const { publish } = await startEdge();
  const origins = await Promise.all(['default', 'images', 'one'].map(echo));
  const behavior = (PathPattern: string, TargetOriginId: string) => ({
    PathPattern,
    TargetOriginId,
    ViewerProtocolPolicy: 'allow-all' as const,
    CachePolicyId: cachingOptimized,
  });
  const Items = [behavior('/v/?.jpg', 'one'), behavior('v/*', 'images')];
  const { ask } = await publish(
    origins.map(({ origin }) => origin),
    {},
    { CacheBehaviors: { Quantity: 2, Items } },
  );
  const bodies = await Promise.all(['/v/a.jpg', '/v/ab.jpg', '/V/a.jpg', '/'].map((path) => ask(path)));
  expect(bodies.map(({ body }) => body)).toEqual([
    'one GET /v/a.jpg',
    'images GET /v/ab.jpg',
    'default GET /V/a.jpg',
    'default GET /',
  ]);
});

test('its requests and errors are measured in CloudWatch', async () => {
  const { aws, publish } = await startEdge();
  const { origin } = await startOrigin((request, response) => {
    response.writeHead(request.url === '/broken' ? 503 : 200).end();
  }, 'site');
  const { id, ask } = await publish([origin]);
  for (const path of ['/a', '/b', '/c', '/broken']) await ask(path);
  const wanted = { Requests: 'Sum', '5xxErrorRate': 'Average', '4xxErrorRate': 'Average' };
  expect(
    await metricsOf(aws.endpoint)('AWS/CloudFront', { DistributionId: id, Region: 'Global' }, wanted),
  ).toEqual({ Requests: 4, '5xxErrorRate': 25, '4xxErrorRate': 0 });
});

test('it is reached by its own host name too, and signs its answers as CloudFront does', async () => {
  const { aws, publish } = await startEdge();
  const { origin } = await echo('site');
  const { id } = await publish([origin]);
  const ask = viewer(aws.port, '');
  for (const host of [
    `${id}.cloudfront.localhost:${aws.port}`,
    `${id}.cloudfront.localhost.localstack.cloud`,
  ]) {
    const { status, headers, body } = await ask('/_local/operations?b', { host });
    expect([status, body]).toEqual([200, 'site GET /_local/operations']);
    expect(headers).toMatchObject({
      'x-cache': expect.stringMatching(/^(Miss|Hit) from cloudfront$/),
      via: expect.stringMatching(/^1\.1 \w+\.cloudfront\.net \(CloudFront\)$/),
      'x-amz-cf-id': expect.stringMatching(/==$/),
      'x-amz-cf-pop': expect.any(String),
    });
    expect(headers).not.toHaveProperty('content-security-policy');
  }
});

test('by its path it runs scripts as nobody, since it would be of the origin of the cloud', async () => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin((_, response) =>
    response.writeHead(200, { 'content-security-policy': "img-src 'self'" }).end('page'),
  );
  const { headers } = await (await publish([origin])).ask('/');
  expect(headers['content-security-policy']).toContain("img-src 'self'");
  expect(headers['content-security-policy']).toContain('sandbox allow-scripts');
  expect(headers['content-security-policy']).not.toContain('allow-same-origin');
});

test('a page of any origin may read it, and send it nothing', async () => {
  const { publish } = await startEdge();
  const { origin } = await echo('site');
  const AllowedMethods = {
    Quantity: 7,
    Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const,
  };
  const { ask } = await publish([origin], {
    AllowedMethods: { ...AllowedMethods, Items: [...AllowedMethods.Items] },
  });
  const page = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const send = async (method: string) => (await ask('/', page, { method })).status;
  expect(await Promise.all(['GET', 'HEAD', 'OPTIONS'].map(send))).toEqual([200, 200, 200]);
  expect(await Promise.all(['POST', 'PUT', 'DELETE'].map(send))).toEqual([403, 403, 403]);
  expect((await ask('/', {}, { method: 'POST', body: 'x' })).body).toBe('site POST /');
});

test('methods that a behavior does not allow are refused, and a host that no distribution has', async () => {
  const { aws, publish } = await startEdge();
  const { origin, asked } = await echo('site');
  const { ask } = await publish([origin]);
  const refused = await ask('/', {}, { method: 'POST' });
  expect([refused.status, refused.cache]).toEqual([403, 'Error']);
  expect(refused.body).toContain('HTTP request method');
  expect(asked).toEqual([]);
  expect((await viewer(aws.port, '')('/_aws/cloudfront/none/')).status).toBe(403);
});

test('a proxy that says it was asked by plain HTTP is sent to HTTPS where the behavior wants that', async () => {
  const { publish } = await startEdge();
  const { origin } = await echo('site');
  const { ask } = await publish([origin], { ViewerProtocolPolicy: 'redirect-to-https' });
  expect((await ask('/a?b=1')).status).toBe(200);
  const plain = { 'x-forwarded-proto': 'http', host: 'localhost' };
  const { status, headers, cache } = await ask('/a?b=1', plain);
  expect([status, headers.location, cache]).toEqual([301, 'https://localhost/a?b=1', 'Redirect']);
});

test('a change of a distribution is at work at once, and a disabled one answers nobody', async () => {
  const { cloudfront, putObjects, publish } = await startEdge();
  await putObjects('photos', { 'a.txt': 'a', 'index.html': 'home' });
  const { id: Id, etag, ask, DistributionConfig } = await publish([bucketOrigin('photos')]);
  if (!DistributionConfig) throw new Error('no configuration');
  expect((await ask('/')).status).toBe(403);
  const update = async (IfMatch: string | undefined, change: object) => {
    const next = { ...DistributionConfig, ...change };
    const updated = await cloudfront.send(
      new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig: next }),
    );
    return updated.ETag;
  };
  const next = await update(etag, { DefaultRootObject: 'a.txt' });
  expect((await ask('/')).status).toBe(403); // the bucket is private
  await update(next, { Enabled: false });
  expect((await ask('/a.txt')).body).toContain('no enabled distribution');
});

test('custom headers and the path of an origin go to it, and of the viewer what the policies name', async () => {
  const { publish, cachePolicy, originRequestPolicy } = await startEdge();
  const { origin, asked } = await echo('site');
  const list = (...Items: string[]) => ({ Quantity: Items.length, Items });
  const { ask } = await publish(
    [
      {
        ...origin,
        OriginPath: '/base',
        CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Origin', HeaderValue: 'darkroom' }] },
      },
    ],
    {
      CachePolicyId: await cachePolicy(
        {},
        {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: list('Accept') },
          QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: list('w') },
        },
      ),
      OriginRequestPolicyId: await originRequestPolicy({
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: list('X-Signature') },
        CookiesConfig: { CookieBehavior: 'whitelist', Cookies: list('session') },
      }),
    },
  );
  await ask('/a%2Fb?w=1&x=2', {
    accept: 'image/webp',
    'x-signature': 's',
    'x-other': 'o',
    authorization: 'secret',
    cookie: 'session=1; theme=dark',
    range: 'bytes=0-1',
    host: 'localhost',
  });
  const { url, headers } = asked[0] ?? {};
  expect(url).toBe('/base/a%2Fb?w=1');
  expect(headers).toMatchObject({
    host: 'localhost',
    accept: 'image/webp',
    'x-signature': 's',
    'x-origin': 'darkroom',
    cookie: 'session=1',
    'user-agent': 'Amazon CloudFront',
  });
  for (const name of ['x-other', 'authorization', 'range', 'accept-encoding'])
    expect(headers).not.toHaveProperty(name);
});

test('an error of the origin is answered by the page that the distribution has for it', async () => {
  const { publish } = await startEdge();
  const { origin } = await startOrigin((request, response) => {
    if (request.url === '/errors/404.html') response.end('our page');
    else response.writeHead(404).end('theirs');
  });
  const CustomErrorResponses = {
    Quantity: 1,
    Items: [{ ErrorCode: 404, ResponsePagePath: '/errors/404.html', ResponseCode: '200' }],
  };
  const { ask } = await publish([origin], {}, { CustomErrorResponses });
  const { status, body, cache } = await ask('/missing');
  expect([status, body, cache]).toEqual([200, 'our page', 'Error']);
});

test('an origin that is not there is a 502, of which the log tells', async () => {
  const warned: string[] = [];
  const log = { info() {}, warn: (text: string) => warned.push(text), error() {} };
  const { publish } = await startEdge({ log });
  const { origin, stop } = await echo('gone');
  stop();
  const { ask } = await publish([{ ...origin, ConnectionAttempts: 1 }]);
  const { status, cache } = await ask('/');
  expect([status, cache]).toEqual([502, 'Error']);
  expect(warned.join()).toContain('got no answer of the origin gone');
});

test('what is not cached is asked each time, with its method and body', async () => {
  const { publish } = await startEdge();
  const { origin, asked } = await echo('api');
  const { ask } = await publish([origin], { CachePolicyId: cachingDisabled });
  await ask('/a');
  expect((await ask('/a')).cache).toBe('Miss');
  expect(asked).toHaveLength(2);
});

test('a distribution and its function are there after a restart, and what was cached is not', async () => {
  const dataDir = await temporaryFolder();
  const { origin, asked } = await echo('site');
  const before = await startLocalAws({ port: 0, dataDir });
  const { publish, publishFunction } = connectEdge(before);
  const FunctionARN = await publishFunction(
    'edge',
    "function handler(event) { event.request.uri = '/rewritten'; return event.request; }",
  );
  const { id, ask } = await publish([origin], {
    FunctionAssociations: { Quantity: 1, Items: [{ EventType: 'viewer-request', FunctionARN }] },
  });
  await ask('/a');
  await before.close();
  const after = await startLocalAws({ port: 0, dataDir });
  onTestFinished(() => after.close());
  const answer = await viewer(after.port, `/_aws/cloudfront/${id}`)('/a');
  expect(answer).toMatchObject({ body: 'site GET /rewritten', cache: 'Miss' });
  expect(asked).toHaveLength(2);
});
