import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { watchImages } from './image-watch.ts';

const since = Date.parse('2026-01-01T12:00:00Z');
const after = '2026-01-01T12:00:01.000Z';
const never = new AbortController().signal;

/** As the API shows it. */
function image(id: string, status = 'ready', updatedAt = after) {
  return { id, key: `${id}.jpg`, status, updatedAt, variants: [] };
}

/** A watch on an API that answers with what `answers` says of each path, and the requests that it had. */
async function watchOn(answers: (path: string, request: number) => unknown) {
  const paths: string[] = [];
  let [open, most] = [0, 0];
  const answer: RequestListener = ({ url = '' }, response) => {
    most = Math.max(most, ++open);
    response.once('close', () => open--);
    const path = url.replace(/\?.*/, '');
    const document = answers(path, paths.push(path));
    if (document === undefined) response.writeHead(404);
    response.end(JSON.stringify(document ?? {}));
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const caller = { headers: async () => ({}), signIn: {}, owners: false };
  const watch = watchImages({ apiUrl: `http://127.0.0.1:${port}`, caller }, never);
  return { paths, watch, mostAtOnce: () => most };
}

test('many images are waited for with one list request at a time', async () => {
  const ids = Array.from({ length: 10 }, (_, n) => `photo-${n}`);
  const { watch, paths, mostAtOnce } = await watchOn((_, request) => ({
    images: ids.map((id, n) => image(id, n < 4 * request ? 'ready' : 'processing')),
  }));
  const decided = await Promise.all(ids.map((id) => watch.decided(id, since, never)));
  expect(decided).toMatchObject(ids.map((id) => ({ id, status: 'ready' })));
  expect(paths).toEqual(['/images', '/images', '/images']);
  expect(mostAtOnce()).toBe(1);
});

test('an image that is not among the newest is asked for by its id, and an older result does not count', async () => {
  const { watch, paths } = await watchOn((path, request) => {
    if (path === '/images') return { images: [image('other')], cursor: 'more' };
    return image('again', 'ready', request > 2 ? after : '2025-12-31T12:00:00.000Z');
  });
  expect(await watch.decided('again', since, never)).toMatchObject({ id: 'again', updatedAt: after });
  expect(paths).toEqual(['/images', '/images/again', '/images', '/images/again']);
});

test('an image that is not recorded yet is waited for', async () => {
  const { watch } = await watchOn((path, request) =>
    path === '/images' ? { images: [], cursor: 'more' } : request > 2 ? image('late', 'failed') : undefined,
  );
  expect(await watch.decided('late', since, never)).toMatchObject({ id: 'late', status: 'failed' });
});
