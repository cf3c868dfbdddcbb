import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CreateBucketCommand, PutBucketCorsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Bucket, startS3 } from '../services/s3/testing/start-s3.ts';
import { startLocalAws } from '../start-local-aws.ts';

async function start(allowedHosts: readonly string[] = []) {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const aws = await startLocalAws({ port: 0, allowedHosts, log });
  onTestFinished(() => aws.close());
  return { port: aws.port, own: `http://127.0.0.1:${aws.port}`, log };
}

/** Sends exactly these headers, as `fetch` does not. */
async function send(
  port: number,
  headers: Record<string, string>,
  { method = 'GET', path = '/_localstack/health', body = '' } = {},
) {
  const host = `127.0.0.1:${port}`;
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const sent = request(
        { port, host: '127.0.0.1', method, path, headers: { host, ...headers } },
        (response) =>
          text(response).then(
            (body) => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
            reject,
          ),
      );
      sent.on('error', reject).end(body);
    },
  );
}

const evil = 'http://evil.example';
const navigation = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};
const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request`;

test('a name that can be made to lead here is refused, and the log says once how to allow it', async () => {
  const { port, log } = await start();
  for (let n = 0; n < 3; n++) {
    const { status, body } = await send(port, { host: `evil.example:${port}` });
    expect(status).toBe(403);
    expect(JSON.parse(body).message).toContain('--allowed-host evil.example');
  }
  expect(log.warn.mock.calls).toEqual([[expect.stringContaining('allowedHosts: ["evil.example"]')]]);
});

test('names that are made up one after the other do not fill the log', async () => {
  const { port, log } = await start();
  for (let n = 0; n < 150; n++) await send(port, { host: `n${n}.evil.example` });
  expect(log.warn).toHaveBeenCalledTimes(100);
});

test('a configured name is let in', async () => {
  const { port } = await start(['host.docker.internal']);
  expect((await send(port, { host: `host.docker.internal:${port}` })).status).toBe(200);
});

test.each([
  ['a client of AWS', {}],
  ['an address that was typed', { ...navigation, 'sec-fetch-site': 'none' }],
  ["Node.js's fetch", { 'sec-fetch-mode': 'cors' }],
  ['a link that was followed', navigation],
])('%s is let in', async (_, headers) => {
  const { port } = await start();
  expect((await send(port, headers)).status).toBe(200);
});

const pages: [string, Record<string, string>][] = [
  ['another origin', { origin: evil }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['an origin that is hidden', { origin: 'null' }],
  ['an extension', { origin: 'chrome-extension://abc', 'sec-fetch-site': 'none' }],
  ['an extension that only reads', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' }],
  ['no origin, as for pictures and scripts', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ['a frame', { ...navigation, 'sec-fetch-dest': 'iframe' }],
  ['a form', { ...navigation, origin: evil }],
  ['the cloud itself', { 'sec-fetch-site': 'same-origin' }],
];

test.each(pages)('a page of %s reaches nothing but S3 and deployed APIs', async (_, headers) => {
  const { port, log } = await start();
  const faults = JSON.stringify([{ service: 's3', errorRate: 1 }]);
  const inject = await send(port, headers, { method: 'POST', path: '/_local/faults', body: faults });
  const preflight = await send(port, headers, { method: 'OPTIONS', path: '/_local/faults' });
  const lambda = await send(
    port,
    { ...headers, authorization: signedFor('lambda') },
    { method: 'POST', path: '/2015-03-31/functions' },
  );
  const unknown = await send(port, { ...headers, authorization: signedFor('ec2') });

  expect([inject, preflight, lambda, unknown].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(lambda.body).toContain(
    'web pages can reach only S3, deployed APIs, function URLs and distributions',
  );
  expect((await send(port, {}, { path: '/_local/faults' })).body).toBe('[]');
  expect(log.warn.mock.calls.flat()).toContainEqual(expect.stringContaining('to lambda'));
});

test('the upgrade to a WebSocket is judged as any request', async () => {
  const { port } = await start();
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  expect((await send(port, { ...upgrade, origin: evil })).status).toBe(403);
});

test("a page of another origin reaches a bucket where the bucket's rules let it, a picture by its Referer", async () => {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const { aws, s3 } = await startS3({ log });
  const rule = { AllowedOrigins: ['https://app.example'], AllowedMethods: ['GET', 'POST'] };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
  const ask = async (headers: Record<string, string>, method = 'GET', path = `/${Bucket}/a`) => {
    const { body } = await send(aws.port, headers, { method, path });
    return /ForbiddenSender/.test(body) ? 'kept out' : 'let in';
  };
  const picture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };

  expect(await ask({ origin: 'https://app.example' })).toBe('let in');
  expect(await ask({ origin: 'https://app.example' }, 'POST', `/${Bucket}`)).toBe('let in');
  expect(await ask({ ...picture, referer: 'https://app.example/list?x' })).toBe('let in');
  expect(await ask({ origin: aws.endpoint })).toBe('let in');
  expect(await ask(navigation)).toBe('let in');
  expect(await ask({ origin: evil })).toBe('kept out');
  expect(await ask({ origin: 'https://app.example' }, 'PUT')).toBe('kept out');
  expect(await ask({ origin: 'https://app.example' }, 'GET', '/another-bucket/a')).toBe('kept out');
  expect(await ask({ origin: 'https://app.example' }, 'GET', '/')).toBe('kept out');
  expect(await ask({ ...picture, referer: 'http://evil.example/' })).toBe('kept out');
  expect(await ask(picture)).toBe('kept out');
  expect(log.warn.mock.calls.flat()).toContainEqual(expect.stringContaining("in the bucket's CORS rules"));
});

test('a page that may write into one bucket copies nothing there from another, deletes nothing, and allows itself no more', async () => {
  const { aws, s3 } = await startS3();
  const origin = 'https://app.example';
  const allow = (Bucket: string, AllowedMethods: string[]) => {
    const rule = { AllowedOrigins: [origin], AllowedMethods, AllowedHeaders: ['*'] };
    return s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
  };
  await s3.send(new CreateBucketCommand({ Bucket: 'private' }));
  await s3.send(new PutObjectCommand({ Bucket: 'private', Key: 'a', Body: 'secret' }));
  await allow(Bucket, ['GET', 'PUT', 'POST']);
  const ask = async (method: string, path: string, headers = {}) => {
    const { body } = await send(aws.port, { origin, ...headers }, { method, path });
    return /ForbiddenSender/.test(body) ? 'kept out' : 'let in';
  };
  const copy = (source: string) => ask('PUT', `/${Bucket}/copy`, { 'x-amz-copy-source': source });

  expect(await copy('private/a')).toBe('kept out');
  expect(await copy('/%70rivate/a?versionId=null')).toBe('kept out');
  expect(await copy('none/a')).toBe('kept out');
  expect(await copy('%')).toBe('kept out');
  expect(await copy(`${Bucket}/a`)).toBe('let in');
  await allow('private', ['GET']);
  expect(await copy('private/a')).toBe('let in');

  for (const setting of ['cors', 'policy', 'notification'])
    expect(await ask('PUT', `/${Bucket}?${setting}`)).toBe('kept out');
  expect(await ask('POST', `/${Bucket}?delete`)).toBe('kept out');
  expect(await ask('POST', `/${Bucket}`)).toBe('let in');
  await allow(Bucket, ['POST', 'DELETE']);
  expect(await ask('POST', `/${Bucket}?delete`)).toBe('let in');
  expect(await ask('DELETE', `/${Bucket}`)).toBe('kept out');
});

test('what S3 and local-aws answer can run no script as the cloud, and is taken for nothing else', async () => {
  const { aws, s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a.html', Body: '<script>1</script>' }));
  const answers: [path: string, headers: Record<string, string>][] = [
    [`/${Bucket}/a.html`, {}],
    [`/${Bucket}/a.html`, { authorization: signedFor('s3') }],
    ['/_local/operations', {}],
    ['/2015-03-31/functions', { authorization: signedFor('lambda') }],
    ['/_aws/execute-api/none/v1/', { authorization: signedFor('execute-api') }],
    ['/', { authorization: signedFor('ec2') }],
    ['/', { host: 'evil.example' }],
  ];
  for (const [path, headers] of answers) {
    const answer = await send(aws.port, headers, { path });
    expect(answer.headers, `${path} ${JSON.stringify(headers)}`).toMatchObject({
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
  }
});
