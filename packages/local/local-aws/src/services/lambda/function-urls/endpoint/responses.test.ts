import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FunctionName, startUrl } from '../testing/start-url.ts';

/** Answers what the request's body says. */
const answering = 'export const handler = async ({ body }) => JSON.parse(body).answer;';

async function start(source = answering, settings: object = {}) {
  const started = await startUrl(source, {}, {}, settings);
  const ask = async (answer: unknown = null, method = 'POST') => {
    const body = method === 'POST' ? { body: JSON.stringify({ answer }) } : {};
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(started.url, { method, headers, redirect: 'manual', ...body });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ...started, ask };
}

test.each([
  [{ hello: 'world' }, '{"hello":"world"}'],
  ['hello', 'hello'],
  [['hello', 3, true], '["hello",3,true]'],
  [3.1, '3.1'],
  [false, 'false'],
  [null, 'null'],
  [{ body: 'no status' }, '{"body":"no status"}'],
])('%j without a statusCode is the body of a 200', async (answer, text) => {
  const { ask } = await start();
  const response = await ask(answer);
  expect(response).toMatchObject({ status: 200, text });
  expect(response.headers.get('content-type')).toBe('application/json');
});

test('status, headers, cookies and a Base64 body are the function’s', async () => {
  const { ask } = await start();
  const response = await ask({
    statusCode: '418',
    headers: {
      'Content-Type': 'image/png',
      'X-Number': 5,
      'Content-Length': '99',
      'WWW-Authenticate': 'Basic',
    },
    cookies: ['a=1; Secure', 'b=2'],
    body: Buffer.from([0, 255, 128]).toString('base64'),
    isBase64Encoded: true,
  });
  expect(response.status).toBe(418);
  const { headers } = response;
  expect(headers.get('content-type')).toBe('image/png');
  expect(headers.get('x-number')).toBe('5');
  expect(headers.get('content-length')).toBe('3');
  expect(headers.get('x-amzn-remapped-content-length')).toBe('99');
  expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
  expect(headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
});

test('HEAD and DELETE reach the function, and a HEAD is answered without a body', async () => {
  const { ask } = await start(
    "export const handler = async ({ requestContext: { http } }) => ({ statusCode: 200, headers: { 'x-method': http.method }, body: 'five!' });",
  );
  const head = await ask(null, 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers.get('x-method')).toBe('HEAD');
  expect(head.headers.get('content-length')).toBe('5');
  expect((await ask(null, 'DELETE')).headers.get('x-method')).toBe('DELETE');
});

test.each([
  [{ statusCode: 'no' }],
  [{ statusCode: 99 }],
  [{ statusCode: 200, body: { no: 'text' } }],
  [{ statusCode: 200, headers: { 'a b': 'c' } }],
  [{ statusCode: 200, headers: { a: 'b\r\nc: d' } }],
  [{ statusCode: 200, cookies: 'a=1' }],
])('%j is no answer', async (answer) => {
  const { ask } = await start();
  expect(await ask(answer)).toMatchObject({ status: 502, text: 'Internal Server Error' });
});

test('whatever a function answers, the URL answers HTTP, and nobody else’s headers', async () => {
  const { ask } = await start();
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.record({ statusCode: fc.jsonValue(), headers: fc.jsonValue(), body: fc.jsonValue() }),
      async (any, document) => {
        for (const answer of [any, document])
          expect((await ask(answer)).headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['throws', "throw new Error('no');"],
  ['exits', 'process.exit(1);'],
  ['runs out of time', 'await new Promise((done) => setTimeout(done, 60_000));'],
  ['answers more than 6 MB', "return 'x'.repeat(7_000_000);"],
])('a function that %s is a bad gateway', async (_, body) => {
  const { ask } = await start(`export const handler = async () => { ${body} };`, {
    Timeout: 1,
    MemorySize: 512,
  });
  const response = await ask();
  expect(response).toMatchObject({ status: 502, text: 'Internal Server Error' });
  expect(response.headers.get('content-type')).toBe('application/json');
});

test('a throttled function is told by 429', async () => {
  const { ask, lambda } = await start();
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  const response = await ask(1);
  expect(response.status).toBe(429);
  expect(response.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
  expect(JSON.parse(response.text)).toMatchObject({
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    message: 'Rate Exceeded.',
  });
});
