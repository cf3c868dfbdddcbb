import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endpointFrom } from './endpoint.ts';
import { session } from './session.ts';

const health = { version: '4.14.0', edition: 'community', services: { s3: 'running' } };
const seen: { url?: string | undefined; authorization?: string | undefined }[] = [];
let answers: ({ status: number; document: unknown } | 'none')[] = []; // of the health path, before it is healthy
const server = createServer((request, response) => {
  seen.push({ url: request.url, authorization: request.headers.authorization });
  if (request.url === '/_localstack/health') {
    const answer = answers.shift() ?? { status: 200, document: health };
    if (answer !== 'none') response.writeHead(answer.status).end(JSON.stringify(answer.document));
  } else response.end('the object');
});
let endpoint: string;

beforeEach(async () => {
  seen.length = 0;
  answers = [];
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_REGION', 'AWS_DEFAULT_REGION'])
    vi.stubEnv(name, undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a client reaches the endpoint with the bucket in the path and the test credentials', async () => {
  const s3 = session({ endpoint, region: 'eu-west-1' }).client(S3Client);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a b.jpg' }));
  expect(await Body?.transformToString()).toBe('the object');
  expect(seen[0]?.url).toMatch(/^\/photos\/a%20b\.jpg/);
  expect(seen[0]?.authorization).toMatch(/Credential=test\/\d{8}\/eu-west-1\/s3\/aws4_request/);
});

test("a client takes its own configuration, which wins over the session's", async () => {
  const s3 = session({ endpoint }).client(S3Client, { region: 'ap-south-1', maxAttempts: 1 });
  expect(await s3.config.region()).toBe('ap-south-1');
  expect(await s3.config.maxAttempts()).toBe(1);
});

test.each([
  [{}, 'http://localhost:4566'],
  [{ EDGE_PORT: '4567' }, 'http://localhost:4567'],
  [{ LOCALSTACK_HOST: 'localstack' }, 'http://localstack:4566'],
  [
    { LOCALSTACK_HOST: 'localhost.localstack.cloud:443', USE_SSL: '1' },
    'https://localhost.localstack.cloud:443',
  ],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:5000/', LOCALSTACK_HOST: 'other' }, 'http://127.0.0.1:5000'],
])('the variables %o lead to %s', (variables, expected) => {
  expect(endpointFrom(variables)).toBe(expected);
});

test('a server that tells its services alone is healthy', async () => {
  answers = [{ status: 200, document: { services: { s3: 'available' } } }];
  expect(await session({ endpoint }).waitUntilReady()).toEqual({
    version: 'unknown',
    edition: 'unknown',
    services: { s3: 'available' },
  });
});

test.each([
  ['unhealthy', { status: 503, document: health }],
  ['something else', { status: 200, document: {} }],
  ['nothing that has a member', { status: 200, document: null }],
])(
  'waitUntilReady asks again where the answer is %s, and tells what was answered in the end',
  async (_, answer) => {
    answers = [answer];
    expect(await session({ endpoint }).waitUntilReady()).toEqual(health);
    expect(seen).toHaveLength(2);
  },
);

test('waitUntilReady gives up in time on a server that takes the request and never answers', async () => {
  answers = ['none'];
  const longestRequest = new Promise((resolve) => setTimeout(resolve, 5000).unref());
  const givenUp = session({ endpoint })
    .waitUntilReady({ timeoutMs: 100 })
    .catch((error) => error.code);
  expect(await Promise.race([givenUp, longestRequest])).toBe('NotReady');
});

test('a cloud that is not there is an error that says where it was looked for', async () => {
  const nowhere = session({ endpoint: 'http://127.0.0.1:9' });
  await expect(nowhere.waitUntilReady({ timeoutMs: 0 })).rejects.toMatchObject({
    code: 'NotReady',
    message: expect.stringContaining('http://127.0.0.1:9 was not ready'),
  });
});
