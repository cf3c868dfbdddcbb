import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createResponseStream } from './response-stream.ts';
import { startRuntimeApi } from './runtime-api.ts';

const delivery = {
  requestId: 'one',
  payload: Buffer.from('{}'),
  functionArn: 'f',
  deadline: 0,
  traceHeader: 't',
};

test('events go to the runtime, whose answer counts, and not to a page in a browser', async () => {
  const api = await startRuntimeApi();
  onTestFinished(() => api.close());
  const [hostname, port] = api.address.split(':');
  const next = '/2018-06-01/runtime/invocation/next';
  const statusOf = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers }, (response) =>
        resolve(response.statusCode),
      );
      sent.on('error', reject).end();
    });
  const answer = api.deliver(delivery);

  expect(await statusOf(next, { origin: 'http://evil.example' })).toBe(403);
  expect(await statusOf(next, { 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await statusOf(next, { 'user-agent': 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15' })).toBe(403);
  expect(await statusOf(next, { host: `evil.example:${port}` })).toBe(403);
  const spoof = '/2018-06-01/runtime/invocation/one/response';
  expect(await statusOf(spoof, { origin: 'http://evil.example' }, 'POST')).toBe(403);

  expect((await fetch(`http://${api.address}${next}`)).headers.get('lambda-runtime-aws-request-id')).toBe(
    'one',
  );
  await fetch(`http://${api.address}${spoof}`, { method: 'POST', body: '1' });
  expect(await answer).toEqual({ kind: 'response', payload: Buffer.from('1'), bytes: 1 });
});

/** An event that waits for its response; `post` is a runtime's request for it. */
async function startStream() {
  const api = await startRuntimeApi();
  onTestFinished(() => api.close());
  const stream = createResponseStream(async () => {});
  const answer = api.deliver({ ...delivery, stream });
  await fetch(`http://${api.address}/2018-06-01/runtime/invocation/next`);
  const [hostname, port] = api.address.split(':');
  const post = request({
    hostname,
    port,
    method: 'POST',
    path: '/2018-06-01/runtime/invocation/one/response',
    headers: {
      'lambda-runtime-function-response-mode': 'streaming',
      trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    },
  });
  post.on('error', () => {});
  return { answer, stream, post };
}

test('a runtime that streams ends with an error in its trailers, or without one', async () => {
  const whole = await startStream();
  whole.post.end('all');
  expect(await buffer(whole.stream.body)).toEqual(Buffer.from('all'));
  expect(await whole.answer).toEqual({ kind: 'response', payload: Buffer.alloc(0), bytes: 3 });
  expect(whole.stream).toMatchObject({ contentType: 'application/octet-stream', failure: undefined });

  const failed = await startStream();
  failed.post.write('half');
  failed.post.addTrailers({
    'Lambda-Runtime-Function-Error-Type': 'Disk.Full',
    'Lambda-Runtime-Function-Error-Body': Buffer.from('{"errorType":"Disk.Full"}').toString('base64'),
  });
  failed.post.end();
  expect(await buffer(failed.stream.body)).toEqual(Buffer.from('half'));
  expect(await failed.answer).toMatchObject({
    kind: 'error',
    payload: Buffer.from('{"errorType":"Disk.Full"}'),
  });
  expect(failed.stream.failure).toEqual({ errorType: 'Disk.Full', details: '{"errorType":"Disk.Full"}' });
});

test('a runtime that hangs up in the middle has truncated its response', async () => {
  const { answer, post } = await startStream();
  post.write('half', () => post.destroy());
  expect(String((await answer).payload)).toContain('Runtime.TruncatedResponse');
});

test.each([
  [200, undefined],
  [201, 'Function.ResponseSizeTooLarge'],
])('a response of %d MB ends with the error %s', async (megabytes, errorType) => {
  const { answer, stream, post } = await startStream();
  let received = 0;
  stream.body.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  const part = Buffer.alloc(1024 ** 2);
  for (let sent = 0; sent < megabytes; sent++) {
    if (!post.write(part)) await new Promise((drained) => post.once('drain', drained));
  }
  post.end();
  expect((await answer).bytes).toBeGreaterThan(0);
  expect(stream.failure?.errorType).toBe(errorType);
  expect(received).toBeLessThanOrEqual(200 * 1024 ** 2);
  if (!errorType) expect(received).toBe(200 * 1024 ** 2);
});
