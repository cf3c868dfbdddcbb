import { imageUrls } from '@darkroom/image-url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { api, decidedImage, removeOriginal, until, upload } from './images.ts';

const urls = imageUrls({ base: target.deliveryUrl });

async function shown(url: string, accept = '*/*') {
  const response = await fetch(url, { headers: { accept } });
  const { format, width } = await sharp(await response.arrayBuffer()).metadata();
  return { status: response.status, type: response.headers.get('content-type'), format, width };
}

test('an image has addresses that last: of the newest picture by preset, of each file, and of widths on demand', async () => {
  const key = uniqueKey('delivered.jpg');
  await upload(key, await photo(900, 600));
  const { id, variants } = await decidedImage(key);
  const [variant] = variants;
  if (!variant) throw new Error('There is no variant.');
  const { preset, width } = variant;
  expect(await shown(urls.preset(id, preset), 'image/webp,*/*')).toMatchObject({
    status: 200,
    type: 'image/webp',
    width,
  });
  expect(await shown(urls.preset(id, preset))).toMatchObject({ status: 200, type: 'image/jpeg', width });
  expect(await shown(variant.url)).toMatchObject({ status: 200, width });
  expect((await fetch(variant.url)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await shown(urls.transform(id, { w: 480 }, { format: 'webp' }))).toMatchObject({
    status: 200,
    format: 'webp',
    width: 480,
  });
  expect((await fetch(urls.transform(id, { w: 481 }))).status).toBe(403);
});

test('a deleted image is gone from its addresses, and what was made on demand with it', async () => {
  const key = uniqueKey('delivered-and-deleted.jpg');
  await upload(key, await photo(900, 600));
  const { id } = await decidedImage(key);
  const url = urls.transform(id, { w: 320 }, { format: 'png' });
  expect((await fetch(url)).status).toBe(200);
  await removeOriginal(key);
  await until(async () => (await api(`/images/${id}`)).status, 404);
  await until(async () => (await fetch(urls.preset(id, 'no-such-preset'))).status, 410);
});
