import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startRuntimeApi } from './runtime-api.ts';

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
  const delivery = {
    requestId: 'one',
    payload: Buffer.from('{}'),
    functionArn: 'f',
    deadline: 0,
    traceHeader: 't',
  };
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
  expect(await answer).toEqual({ kind: 'response', payload: Buffer.from('1') });
});
