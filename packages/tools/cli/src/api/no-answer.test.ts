import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { patiently } from './patient-fetch.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

test('a server that does not answer, however often it is asked, is told in a sentence', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await vi.waitUntil(() => server.listening);
  const address = server.address();
  const url = typeof address === 'string' ? address : `http://127.0.0.1:${address?.port}`;
  await new Promise((resolve) => server.close(resolve));
  const ask = vi.fn(() => fetch(url ?? ''));

  await expect(patiently(ask, new AbortController().signal)).rejects.toMatchObject({
    name: 'CliError',
    code: 'NoAnswer',
    message: expect.stringMatching(
      /^There is no answer: connect ECONNREFUSED 127\.0\.0\.1:\d+\. Nothing is lost\./,
    ),
  });
  expect(ask.mock.calls.length).toBeGreaterThan(1);
});
