import { expect, test } from 'vitest';
import { z } from 'zod';
import { photo, uniqueKey } from '../photo.ts';
import { api, decidedImage, upload } from './images.ts';

const pageSchema = z.object({ images: z.array(z.looseObject({ id: z.string() })) });
const listed = async (query: string) =>
  pageSchema.parse(await (await api(`/images?status=ready${query}`)).json()).images;

test('a list says what a grid needs, in 600 bytes an image; fields that are asked for come instead', async () => {
  const key = uniqueKey('a-file-name-of-an-ordinary-length-2026-11-26.jpg');
  await upload(key, await photo(900, 600));
  const { id } = await decidedImage(key);
  const ofImage = async (query: string) => (await listed(query)).find((image) => image.id === id);

  const compact = await ofImage('');
  expect(compact).toMatchObject({ key, width: 900, height: 600, thumbnail: expect.stringContaining(id) });
  expect(Buffer.byteLength(JSON.stringify(compact))).toBeLessThanOrEqual(600);
  expect(Object.keys((await ofImage('&fields=variants,srcset')) ?? {}).sort()).toEqual([
    'id',
    'srcset',
    'variants',
  ]);
});

test('a field that no image has is refused by its name', async () => {
  const refused = await api('/images?fields=key,owner');
  expect(refused.status).toBe(400);
  const problem = await refused.text();
  expect(JSON.parse(problem)).toMatchObject({ code: 'InvalidRequest' });
  expect(problem).toContain('names no field of an image');
});

test('who has an answer already is told so, until it changes', async () => {
  const key = uniqueKey('unchanged.jpg');
  await upload(key, await photo(64, 48));
  const { id } = await decidedImage(key);
  const path = `/images/${id}`;
  const etag = (await api(path)).headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/"[0-9a-f]+"$/);

  const again = await api(path, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('etag')).toBe(etag);
  await upload(key, await photo(128, 96));
  const changed = async () => (await api(path, { headers: { 'if-none-match': etag } })).status;
  await expect.poll(changed, { timeout: 60_000 }).toBe(200);
});

test('lists are compressed for those who accept it', async () => {
  const answer = await api('/images?fields=key,variants,srcset&limit=100', {
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(pageSchema.safeParse(await answer.json()).success).toBe(true);
});
