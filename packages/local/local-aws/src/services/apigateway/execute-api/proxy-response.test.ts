import { PutIntegrationCommand } from '@aws-sdk/client-api-gateway';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RestApi } from '../documents.ts';
import { stageName, startApiGateway } from '../testing/start-api.ts';
import { proxyResponse } from './proxy-response.ts';

/** A function that answers with the JSON document it is sent, or throws. */
const source = `export const handler = async ({ body, path }) => {
  if (path === '/throw') throw new Error('secret detail');
  return JSON.parse(body);
};`;
const api = { binaryMediaTypes: ['*/*'] } as unknown as RestApi;
const answer = (document: unknown) => proxyResponse(Buffer.from(JSON.stringify(document)), api, undefined);

test('status, headers and body are those of the function', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(source);
  const document = {
    statusCode: 201,
    headers: { 'X-One': 'a', 'X-Number': 7 },
    multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'], 'x-one': ['b'] },
    body: 'made',
  };

  const response = await fetch(`${url}/images`, { method: 'POST', body: JSON.stringify(document) });

  expect(response.status).toBe(201);
  expect(await response.text()).toBe('made');
  expect(response.headers.get('x-one')).toBe('a, b');
  expect(response.headers.get('x-number')).toBe('7');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('content-type')).toBe('application/json');
});

test('a function that throws or answers nonsense is a 502 that tells nothing', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(source);

  for (const [path, document] of [
    ['throw', null],
    ['malformed', { status: 200 }],
  ] as const) {
    const response = await fetch(`${url}/${path}`, { method: 'POST', body: JSON.stringify(document) });
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('{"message":"Internal server error"}');
  }
});

test('a stage that does not exist and a path without a method are refused as API Gateway does', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(source);

  const noMethod = await fetch(url); // only paths below the root have one
  const noStage = await fetch(`${url.replace(stageName, 'v2')}/images`);

  expect([noMethod.status, await noMethod.json()]).toEqual([
    403,
    { message: 'Missing Authentication Token' },
  ]);
  expect([noStage.status, await noStage.json()]).toEqual([403, { message: 'Forbidden' }]);
});

test('a request above 10 MB is refused before the function sees it', async () => {
  const { createApi } = await startApiGateway();
  const { url } = await createApi(source);

  const body = new Uint8Array(10 * 1024 ** 2 + 1);
  const response = await fetch(`${url}/images`, { method: 'POST', body });

  expect([response.status, await response.json()]).toEqual([413, { message: 'Request Too Long' }]);
});

test.each([
  null,
  'text',
  [],
  { statusCode: 99 },
  { statusCode: 200, body: { not: 'text' } },
  { statusCode: 200, unknown: true },
  { statusCode: 200, headers: { 'x-evil': 'a\r\nset-cookie: b' } },
  { statusCode: 200, headers: { 'bad name': 'a' } },
])('%j is no answer', (document) => {
  expect(answer(document)).toBeUndefined();
});

test.each([{}, { headers: null }])('%j is an empty answer of status 200', (document) => {
  expect(answer(document)).toMatchObject({ status: 200, body: '' });
});

test("headers of the connection are not the function's to set", () => {
  const headers = { 'Content-Length': '1', 'Transfer-Encoding': 'chunked', 'WWW-Authenticate': 'Bearer' };
  expect(answer({ statusCode: 401, headers })?.headers).toEqual({
    'content-type': 'application/json',
    'x-amzn-remapped-www-authenticate': ['Bearer'],
  });
});

test('whatever bytes a function answers with, the result is a response or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      ),
      (bytes) => {
        const status = proxyResponse(bytes, api, undefined)?.status ?? 502;
        expect(status).toBeGreaterThanOrEqual(100);
        expect(status).toBeLessThan(600);
      },
    ),
  );
});

test('an integration that calls its function by GET breaks when it is called', async () => {
  const { apiGateway, createApi, deploy } = await startApiGateway();
  const { url, uri, restApiId, resourceId } = await createApi(source);
  const address = { restApiId, resourceId, httpMethod: 'ANY' };
  await apiGateway.send(
    new PutIntegrationCommand({ ...address, type: 'AWS_PROXY', integrationHttpMethod: 'GET', uri }),
  );
  await deploy(restApiId);

  const response = await fetch(`${url}/images`);

  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal server error' }]);
});
