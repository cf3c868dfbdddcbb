import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { echo, FunctionName, startUrl } from '../testing/start-url.ts';

/** Sends exactly these headers to this path, as `fetch` does not. */
async function send(
  port: number,
  path: string,
  headers: Record<string, string | string[]>,
  method = 'GET',
  body = '',
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers }, (response) =>
      text(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject),
    );
    sent.on('error', reject).end(body);
  });
}

test('a function gets the request as an event of payload format 2.0', async () => {
  const { aws, id, host } = await startUrl(echo);
  const { text } = await send(
    aws.port,
    '/pictures/a%20b?size=2&tag=x&tag=y%2Cz',
    {
      host,
      'User-Agent': 'test',
      'X-Many': ['1', '2'],
      cookie: 'a=1; b=2',
      'content-type': 'application/json',
    },
    'POST',
    '{"title":"Å"}',
  );
  expect(JSON.parse(text)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/pictures/a%20b',
    rawQueryString: 'size=2&tag=x&tag=y%2Cz',
    cookies: ['a=1', 'b=2'],
    headers: {
      host,
      'user-agent': 'test',
      'x-many': '1,2',
      'content-type': 'application/json',
      'content-length': '14',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': String(aws.port),
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { size: '2', tag: 'x,y,z' },
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: host,
      domainPrefix: id,
      http: {
        method: 'POST',
        path: '/pictures/a%20b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      routeKey: '$default',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"title":"Å"}',
    isBase64Encoded: false,
  });
});

test.each([
  [
    'LocalStack’s host',
    (id: string) => ({ host: `${id}.lambda-url.us-east-1.localhost.localstack.cloud:4566`, path: '/a/b' }),
  ],
  [
    'a host below localhost',
    (id: string) => ({ host: `${id.toUpperCase()}.lambda-url.us-east-1.localhost`, path: '/a/b' }),
  ],
  ['a path', (id: string) => ({ host: '127.0.0.1', path: `/_aws/lambda-url/${id}/a/b` })],
  [
    'a path without a slash behind it',
    (id: string) => ({ host: '127.0.0.1', path: `/_aws/lambda-url/${id}` }),
  ],
  [
    'a host, with a path of local-aws itself',
    (id: string) => ({ host: `${id}.lambda-url.us-east-1.localhost`, path: '/_local/faults' }),
  ],
])('a URL is reached by %s', async (_, address) => {
  const { aws, id } = await startUrl('export const handler = async ({ rawPath }) => rawPath;');
  const { host, path } = address(id);
  const seen = path.replace(`/_aws/lambda-url/${id}`, '') || '/';
  expect(await send(aws.port, path, { host })).toEqual({ status: 200, text: seen });
});

test('any body reaches the function whole: text as it is, bytes as Base64', async () => {
  const { url } = await startUrl(
    `export const handler = async ({ body = '', isBase64Encoded }) => {
       const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
       return { statusCode: 200, headers: { 'x-base64': isBase64Encoded }, body: bytes.toString('base64'), isBase64Encoded: true };
     };`,
  );
  const types = [
    'text/plain',
    'application/json; charset=utf-8',
    'image/svg+xml',
    'application/ld+json',
    'image/png',
    'multipart/form-data',
  ];
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.constantFrom(...types), async (bytes, type) => {
      const response = await fetch(url, { method: 'POST', body: bytes, headers: { 'content-type': type } });
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(bytes));
      if (/png|form/.test(type)) expect(response.headers.get('x-base64')).toBe('true');
    }),
    { numRuns: 60 },
  );
  const ascii = await fetch(url, {
    method: 'POST',
    body: 'plain',
    headers: { 'content-type': 'text/plain' },
  });
  expect(ascii.headers.get('x-base64')).toBe('false');
});

test('an event of more than 6 MB is refused, also where Base64 makes it one', async () => {
  const { url } = await startUrl(
    'export const handler = async ({ body }) => body.length;',
    {},
    {},
    { MemorySize: 512 },
  );
  const post = (megabytes: number, type: string) =>
    fetch(url, {
      method: 'POST',
      body: 'x'.repeat(megabytes * 1024 ** 2),
      headers: { 'content-type': type },
    });

  expect((await post(5, 'text/plain')).status).toBe(200);
  const large = await post(5, 'image/png');
  expect(large.status).toBe(413);
  expect(large.headers.get('x-amzn-errortype')).toBe('RequestTooLargeException');
  expect((await post(7, 'text/plain')).status).toBe(413);
});

test('the request’s id is the invocation’s, and its trace goes on', async () => {
  const { url } = await startUrl(
    'export const handler = async ({ requestContext }, { awsRequestId }) => ({ in: requestContext.requestId, awsRequestId, trace: process.env._X_AMZN_TRACE_ID });',
  );
  const trace = 'Root=1-67891233-abcdef012345678912345678';
  const response = await fetch(url, { headers: { 'x-amzn-trace-id': trace } });
  const seen = JSON.parse(await response.text());
  expect(seen.in).toBe(seen.awsRequestId);
  expect(response.headers.get('x-amzn-requestid')).toBe(seen.in);
  expect(seen.trace).toContain(trace);
  expect(response.headers.get('x-amzn-trace-id')).toBe(trace);
});

test('a URL that there is not is refused without a word', async () => {
  const { aws, lambda } = await startUrl(echo);
  const response = await fetch(`${aws.endpoint}/_aws/lambda-url/none/a`);
  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
  expect(await response.text()).toBe('{"Message":null}');
  expect((await lambda.send(new InvokeCommand({ FunctionName }))).StatusCode).toBe(200);
});
