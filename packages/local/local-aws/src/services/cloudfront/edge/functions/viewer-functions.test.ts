import { createHmac } from 'node:crypto';
import { CreateKeyValueStoreCommand } from '@aws-sdk/client-cloudfront';
import { DescribeKeyValueStoreCommand, PutKeyCommand } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEdge, startOrigin } from '../testing/start-edge.ts';

const log = { info() {}, warn: vi.fn(), error() {} };

/** A site whose origin answers what it was asked, behind a function. */
async function site(
  code: string,
  event: 'viewer-request' | 'viewer-response' = 'viewer-request',
  arn?: string,
) {
  const started = await startEdge({ log });
  const { origin, asked } = await startOrigin((request, response) =>
    response.writeHead(200, { 'x-origin': 'own' }).end(request.url),
  );
  return { ...started, asked, publish: () => associate(started, origin, code, event, arn) };
}

async function associate(
  { publish, publishFunction, cachePolicy }: Awaited<ReturnType<typeof startEdge>>,
  origin: Parameters<Awaited<ReturnType<typeof startEdge>>['publish']>[0][number],
  code: string,
  EventType: 'viewer-request' | 'viewer-response',
  storeArn?: string,
) {
  const FunctionARN = await publishFunction('edge', code, storeArn);
  return publish([origin], {
    CachePolicyId: await cachePolicy({}, { QueryStringsConfig: { QueryStringBehavior: 'all' } }),
    FunctionAssociations: { Quantity: 1, Items: [{ EventType, FunctionARN }] },
  });
}

test('a function rewrites the request before the cache is asked', async () => {
  const { publish, asked } = await site(`function handler(event) {
    var request = event.request;
    request.uri = '/fixed';
    request.querystring = { a: { value: event.request.headers['x-a'].value } };
    return request;
  }`);
  const { ask } = await publish();
  expect((await ask('/one?x=1', { 'x-a': '7' })).body).toBe('/fixed?a=7');
  expect((await ask('/two', { 'x-a': '7' })).cache).toBe('Hit');
  expect(asked).toHaveLength(1);
});

test('a function answers itself, and the origin hears nothing of it', async () => {
  const { publish, asked } = await site(`function handler(event) {
    return {
      statusCode: 302,
      statusDescription: 'Found',
      headers: { location: { value: '/login?next=' + event.request.uri } },
      cookies: { seen: { value: '1', attributes: 'Path=/; Secure' } },
      body: { encoding: 'base64', data: btoa('go there') }
    };
  }`);
  const answer = await (await publish()).ask('/private');
  expect(answer).toMatchObject({ status: 302, body: 'go there', cache: 'FunctionGeneratedResponse' });
  expect(answer.headers).toMatchObject({
    location: '/login?next=/private',
    'set-cookie': ['seen=1; Path=/; Secure'],
  });
  expect(asked).toEqual([]);
});

test('a function sees all values of the query, of headers and of cookies, and who asks', async () => {
  const { publish } = await site(`function handler(event) {
    return { statusCode: 200, body: JSON.stringify(event) };
  }`);
  const { ask, id, DomainName } = await publish();
  const { body } = await ask('/a%20b?x=1&x=%32&flag', {
    cookie: 'a=1; b=2',
    'X-Test': 'T',
    connection: 'close',
  });
  const event = JSON.parse(body);
  expect(event).toMatchObject({
    version: '1.0',
    context: { eventType: 'viewer-request', distributionId: id, distributionDomainName: DomainName },
    viewer: { ip: expect.any(String) },
    request: {
      method: 'GET',
      uri: '/a%20b',
      querystring: {
        x: { value: '%32', multiValue: [{ value: '1' }, { value: '%32' }] },
        flag: { value: '' },
      },
      headers: { 'x-test': { value: 'T' } },
      cookies: { a: { value: '1' }, b: { value: '2' } },
    },
  });
  expect(event.request.headers).not.toHaveProperty('connection');
  expect(event.request.headers).not.toHaveProperty('cookie');
});

test('a function of the response changes its headers', async () => {
  const code = `function handler(event) {
    var response = event.response;
    response.headers['x-added'] = { value: event.request.uri + ' ' + response.headers['x-origin'].value };
    delete response.headers['x-origin'];
    return response;
  }`;
  const { publish } = await site(code, 'viewer-response');
  const { headers, body } = await (await publish()).ask('/a');
  expect([headers['x-added'], headers['x-origin'], body]).toEqual(['/a own', undefined, '/a']);
});

test.each([
  ['throws', 'function handler() { throw new Error("no"); }'],
  ['never ends', 'function handler() { while (true) {} }'],
  ['returns nothing', 'function handler() {}'],
  [
    'adds a header that is CloudFront’s',
    "function handler(e) { e.request.headers['x-edge-a'] = { value: '1' }; return e.request; }",
  ],
  ['changes the host', "function handler(e) { e.request.headers.host = { value: 'x' }; return e.request; }"],
  ['changes the method', "function handler(e) { e.request.method = 'POST'; return e.request; }"],
  ['evaluates a text', 'function handler(e) { new Function("return 1")(); return e.request; }'],
  ['waits for a timer', 'function handler(e) { setTimeout(function () {}, 1); return e.request; }'],
  ['reaches for the process', 'function handler(e) { process.exit(); return e.request; }'],
  ['has a Map', 'function handler(e) { new Map(); return e.request; }'],
])('a function that %s is a 503', async (_, code) => {
  const { publish } = await site(code);
  const { status, cache } = await (await publish()).ask('/a');
  expect([status, cache]).toEqual([503, 'FunctionExecutionError']);
});

test('a function reads the pairs of its store as they are, hashes, and knows buffers and queries', async () => {
  const started = await startEdge({ log });
  const { cloudfront, keyValueStore } = started;
  const { KeyValueStore } = await cloudfront.send(new CreateKeyValueStoreCommand({ Name: 'keys' }));
  const KvsARN = KeyValueStore?.ARN ?? '';
  const put = async (Key: string, Value: string) => {
    const { ETag: IfMatch } = await keyValueStore.send(new DescribeKeyValueStoreCommand({ KvsARN }));
    await keyValueStore.send(new PutKeyCommand({ KvsARN, Key, Value, IfMatch }));
  };
  await put('secret', 'k1');
  const { origin } = await startOrigin((_, response) => response.end());
  const code = `import cf from 'cloudfront';
const crypto = require('crypto');
const querystring = require('querystring');
const store = cf.kvs();
async function handler(event) {
  const secret = await store.get('secret');
  const missing = await store.get('none').catch(function (error) { return error.message; });
  const signature = crypto.createHmac('sha256', secret).update(event.request.uri).digest('base64url');
  return { statusCode: 200, body: JSON.stringify({
    secret: secret,
    missing: missing,
    signature: signature,
    parsed: querystring.parse('a=1&a=2'),
    exists: await store.exists('secret'),
    count: await store.count(),
    buffer: Buffer.from('aGk', 'base64url').toString()
  }) };
}`;
  const { ask } = await associate(started, origin, code, 'viewer-request', KvsARN);
  const first = JSON.parse((await ask('/a')).body);
  expect(first).toEqual({
    secret: 'k1',
    missing: 'KeyNotFound',
    signature: createHmac('sha256', 'k1').update('/a').digest('base64url'),
    parsed: { a: ['1', '2'] },
    exists: true,
    count: 1,
    buffer: 'hi',
  });
  await put('secret', 'k2');
  expect(JSON.parse((await ask('/a')).body).secret).toBe('k2');
});

test('nothing is left of one run for the next', async () => {
  const { publish } = await site(`var runs = 0;
function handler() { runs += 1; globalThis.seen = (globalThis.seen || 0) + 1; return { statusCode: 200, body: runs + ' ' + seen }; }`);
  const { ask } = await publish();
  expect([(await ask('/a')).body, (await ask('/a')).body]).toEqual(['1 1', '1 1']);
});

test('the time stands still while a function runs', async () => {
  const { publish } = await site(`function handler() {
    var start = Date.now();
    for (var i = 0; i < 1e6; i++) {}
    return { statusCode: 200, body: String(Date.now() - start) + (new Date() instanceof Date) };
  }`);
  expect((await (await publish()).ask('/a')).body).toBe('0true');
});

test('what a function logs is in CloudWatch Logs, and one that is slow is named in the log', async () => {
  const { publish, aws } = await site(`function handler(event) {
    console.log('asked for ' + event.request.uri);
    var sum = 0;
    for (var i = 0; i < 4e6; i++) sum += Math.sqrt(i);
    return { statusCode: 200, body: String(sum) };
  }`);
  const { ask } = await publish();
  for (let run = 0; run < 5; run++) await ask('/a');
  expect(log.warn.mock.calls.flat().join()).toMatch(/function edge took [\d.]+ ms/);
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const logs = new CloudWatchLogsClient({ endpoint, region, credentials });
  onTestFinished(() => logs.destroy());
  const logGroupName = '/aws/cloudfront/function/edge';
  await vi.waitFor(async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    expect(events?.map(({ message }) => message).join('\n')).toContain('asked for /a');
  });
});
