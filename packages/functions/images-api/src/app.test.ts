import { parseConfig } from '@darkroom/pipeline-config';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { Dependencies } from './dependencies.ts';

const origin = 'https://app.example';

/** The API as far as `GET /stats` goes. */
function appWith(delivery: { readonly access: 'public' | 'signed' }) {
  const dependencies: Partial<Dependencies> = {
    config: parseConfig({
      presets: { thumb: { width: 64 } },
      delivery,
      uploads: { allowedOrigins: [origin] },
    }),
    gallery: async () => undefined,
    region: 'us-east-1',
    statistics: async () => ({
      images: 1,
      variants: 1,
      bytesIn: 1,
      bytesOut: 1,
      byStatus: { pending: 0, processing: 0, ready: 1, failed: 0 },
      changes: 1,
    }),
  };
  const app = createApp(dependencies as Dependencies);
  return (headers: Record<string, string> = {}, path = '/stats', init: RequestInit = {}) =>
    app.request(path, { ...init, headers: { ...headers, origin } });
}

test('an answer that has not changed is a 304, which the page that may read the answer may read, too', async () => {
  const ask = appWith({ access: 'public' });
  const etag = (await ask()).headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/"/);

  const again = await ask({ 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('access-control-allow-origin')).toBe(origin);
  expect(again.headers.get('cache-control')).toBe('private, no-cache');
});

test('where addresses of pictures are signed, browsers store no answer', async () => {
  const answer = await appWith({ access: 'signed' })();
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a body that is too long is refused in a word, not with a fault for each of its parts', async () => {
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n, n])));
  const ask = appWith({ access: 'public' });
  const answer = await ask({ 'content-type': 'application/json' }, '/images/x', { method: 'PATCH', body });
  expect(answer.status).toBe(400);
  expect((await answer.text()).length).toBeLessThan(1000);
});
