import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalAws, startLocalAws } from '../start-local-aws.ts';

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
});
afterAll(() => aws.close());

/** Sends exactly these headers, as `fetch` does not. */
async function send(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const host = `127.0.0.1:${aws.port}`;
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const options = { port: aws.port, host: '127.0.0.1', method, path, headers: { host, ...headers } };
      const sent = request(options, (response) =>
        text(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        ),
      );
      sent.on('error', reject).end();
    },
  );
}

const own = () => `_local.localhost:${aws.port}`;
const fetched = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };

test('scripts use the API at any of the own hosts', async () => {
  expect((await send('/_local/api/trails')).status).toBe(200);
  expect((await send('/_local/api/trails', { host: own() })).status).toBe(200);
});

test('the page moves to a host of its own, whose origin no deployed API has', async () => {
  const { status, headers } = await send('/_local/');
  expect([status, headers.location]).toEqual([302, `http://${own()}/_local/`]);
  expect((await send('/_aws/execute-api/abc/prod/page', { host: own() })).status).toBe(404);
});

test.each([
  'd1.cloudfront.localhost',
  'f1.lambda-url.us-east-1.localhost',
  'a1.execute-api.localhost',
  'photos.s3.localhost',
])('all paths of %s are its own, and none is the console', async (host) => {
  for (const path of ['/_local', '/_local/', '/_local/api/trails']) {
    const { status, headers, body } = await send(path, { host: `${host}:${aws.port}` });
    expect([path, status >= 400, headers.location, body.includes('"trails"')]).toEqual([
      path,
      true,
      undefined,
      false,
    ]);
  }
});

test('a page of that host reaches the API', async () => {
  const { status, headers } = await send('/_local/api/trails', { host: own(), ...fetched });
  expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
});

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['the gallery, which has the origin of 127.0.0.1', fetched],
  ['a frame', { ...fetched, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }],
  ['an origin that is hidden', { origin: 'null' }],
])('a page of %s does not', async (_, headers) => {
  const paths = ['/_local/api/trails', '/_local/api/events', '/_local/api/functions/a/invocations'];
  for (const path of paths)
    for (const method of ['GET', 'POST', 'OPTIONS'])
      expect([path, method, (await send(path, headers, method)).status]).toEqual([path, method, 403]);
});

test('nor does a page of another origin that asks the console by its own host', async () => {
  const headers = { host: own(), origin: `http://127.0.0.1:${aws.port}`, 'sec-fetch-site': 'cross-site' };
  expect((await send('/_local/api/trails', headers)).status).toBe(403);
  expect((await send('/_local/api/trails', { host: 'evil.example' })).status).toBe(403);
});
