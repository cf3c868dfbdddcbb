import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { postForm } from '../upload-form.ts';
import { announce } from './announce.ts';
import { api, decidedImage, findImage, type Image, until, upload } from './images.ts';
import { variantKeys } from './variants.ts';

test('an upload that the API announced is pending, takes the bytes by a form, and comes out ready', async () => {
  const bytes = await photo(800, 600);
  const { id, key, upload } = await announce({
    filename: 'Ferien +1%.jpg',
    contentType: 'image/jpeg',
    bytes: bytes.length,
  });
  expect(await findImage(key)).toMatchObject({ id, status: 'pending', variants: [] });

  const posted = await postForm(upload, bytes);
  expect(posted.status).toBeLessThan(300);
  expect(await decidedImage(key)).toMatchObject({ id, key, status: 'ready', width: 800, height: 600 });
});

test('a RAW photo is announced by its type, and comes out as the JPEG inside of it', async () => {
  const jpeg = await photo(1200, 800);
  const start = Buffer.alloc(148);
  start.write('FUJIFILMCCD-RAW 0201', 'latin1');
  start.writeUInt32BE(start.length, 84);
  start.writeUInt32BE(jpeg.length, 88);
  const bytes = Buffer.concat([start, jpeg]);
  const announced = { filename: 'DSCF1.RAF', contentType: 'image/x-fuji-raf', bytes: bytes.length };
  const { key, upload } = await announce(announced);
  expect((await postForm(upload, bytes)).status).toBeLessThan(300);
  expect(await decidedImage(key)).toMatchObject({
    status: 'ready',
    format: 'jpeg',
    width: 1200,
    height: 800,
  });
});

test('the newest image comes first, and cursors lead through all of them once', async () => {
  const keys = ['a.jpg', 'b.jpg', 'c.jpg'].map(uniqueKey);
  for (const key of keys) {
    await upload(key, await photo(64, 48));
    await decidedImage(key);
  }
  const page = z.object({
    images: z.array(z.object({ key: z.string() })),
    cursor: z.string().optional(),
  });
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '2', status: 'ready', ...(cursor && { cursor }) });
    const found = page.parse(await (await api(`/images?${query}`)).json());
    listed.push(...found.images.map(({ key }) => key));
    cursor = found.cursor;
  } while (cursor);
  expect(listed.filter((key) => keys.includes(key))).toEqual(keys.toReversed());
});

/** Widths, each once, of the variants that show all of a picture of 900 × 500 in one of these formats. */
function wholeWidths(variants: Image['variants'], formats: readonly string[]): number[] {
  const isWhole = ({ width, height }: { width: number; height: number }) =>
    width <= 900 && Math.abs((width * 500) / 900 - height) < 1;
  const whole = variants.filter((variant) => formats.includes(variant.format) && isWhole(variant));
  return [...new Set(whole.map(({ width }) => width))].sort((a, b) => a - b);
}

test('an image has a srcset of the variants that show all of it, smallest first, each width once', async () => {
  const key = uniqueKey('wide.jpg');
  const bytes = await photo(900, 500);
  await upload(key, bytes);
  const { id, variants } = await decidedImage(key);
  const document = z
    .object({
      srcset: z.string().default(''), // absent where no preset shows all of it
      colourSpace: z.literal('srgb'),
      dominantColour: z.string(),
      thumbHash: z.string(),
      sha256: z.literal(createHash('sha256').update(bytes).digest('hex')),
      perceptualHash: z.string().regex(/^[0-9a-f]{16}$/),
    })
    .parse(await (await api(`/images/${id}`)).json());
  const candidates = candidatesOf(document.srcset);
  const widths = wholeWidths(variants, ['jpeg', 'webp', 'png', 'gif']);
  expect(candidates.map(([, width]) => width)).toEqual(widths.map((width) => `${width}w`));
  for (const [url = ''] of candidates) expect((await fetch(url)).status).toBe(200);
});

function candidatesOf(srcset: string): string[][] {
  return srcset
    .split(', ')
    .filter(Boolean)
    .map((candidate) => candidate.split(' '));
}

test("whatever a browser picks from an animation's srcset moves", async () => {
  const colours = ['#ff0000', '#0000ff'];
  const frames = colours.map((background) =>
    sharp({ create: { width: 900, height: 500, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  const animation = sharp(await Promise.all(frames), { join: { animated: true } }).gif({ delay: 200 });
  const key = uniqueKey('moving.gif');
  await upload(key, await animation.toBuffer(), 'image/gif');
  const { id, variants } = await decidedImage(key);
  const { srcset } = z
    .object({ srcset: z.string().default('') })
    .parse(await (await api(`/images/${id}`)).json());
  const widths = wholeWidths(variants, ['webp', 'gif']);
  if (widths.length === 0) return; // no preset keeps it moving
  expect(candidatesOf(srcset)).toHaveLength(widths.length);
  for (const [url = ''] of candidatesOf(srcset)) {
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    const { channels } = await sharp(bytes, { page: 1 }).stats();
    const colour = channels.slice(0, 3).map(({ mean }) => Math.round(mean / 255)); // without a GIF's alpha
    expect(colour).toEqual([0, 0, 1]);
  }
});

test('a reprocessed image gets new variants in the place of the old ones', async () => {
  const key = uniqueKey('again.jpg');
  await upload(key, await photo(300, 200));
  const { id } = await decidedImage(key);
  const before = await variantKeys(key);
  expect((await api(`/images/${id}/reprocess`, { method: 'POST' })).status).toBe(202);
  await until(async () => (await variantKeys(key)).some((variant) => before.includes(variant)), false);
  expect((await decidedImage(key)).variants).toHaveLength(before.length);
});

test('PATCH says where the focal point is, which a reprocess keeps, and takes it back', async () => {
  const key = uniqueKey('focused.jpg');
  await upload(key, await photo(300, 200));
  const { id } = await decidedImage(key);
  const patch = (focalPoint: unknown) =>
    api(`/images/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ focalPoint }),
      headers: { 'content-type': 'application/json' },
    });
  const changed = await patch({ x: 0.25, y: 0.75 });
  expect([changed.status, await changed.json()]).toEqual([
    200,
    expect.objectContaining({ status: 'ready', focalPoint: { x: 0.25, y: 0.75 } }),
  ]);
  const before = await variantKeys(key);
  await api(`/images/${id}/reprocess`, { method: 'POST' });
  await until(async () => (await variantKeys(key)).some((variant) => before.includes(variant)), false);
  await decidedImage(key);
  expect(await (await api(`/images/${id}`)).json()).toMatchObject({ focalPoint: { x: 0.25, y: 0.75 } });
  expect(await (await patch(null)).json()).not.toHaveProperty('focalPoint');
  expect((await patch({ x: 2, y: 0 })).status).toBe(400);
  expect(await (await patch({ x: Number.MIN_VALUE, y: 1 / 3 })).json()).toMatchObject({
    focalPoint: { x: 0, y: 0.333333 },
  });
});

test('PATCH gives an image alt text, a title and tags, each as people write it, and changes no other', async () => {
  const key = uniqueKey('described.jpg');
  await upload(key, await photo(64, 48));
  const { id } = await decidedImage(key);
  const patch = async (body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await api(`/images/${id}`, { method: 'PATCH', body: JSON.stringify(body), headers });
    return { status: response.status, image: await response.json() };
  };
  const alt = 'A dog <on> a "beach" \u{1f415}';
  const said = { alt: ` ${alt}\n`, title: 'Bella\tat the sea', tags: ['Beach', ' beach ', 'DOG'] };
  const clean = { alt, title: 'Bella at the sea', tags: ['beach', 'dog'] };
  expect(await patch(said)).toMatchObject({ status: 200, image: { status: 'ready', ...clean } });
  const { image } = await patch({ title: null, tags: [] });
  expect(image).toMatchObject({ alt });
  expect(image).not.toHaveProperty('title');
  expect(image).not.toHaveProperty('tags');
  for (const wrong of [
    { alt: ' ' },
    { tags: [''] },
    { tags: Array(21).fill('x') },
    { title: 'x'.repeat(201) },
  ])
    expect(await patch(wrong)).toMatchObject({ status: 400 });
});

test('GET /images finds images by a tag, by the beginning of their name, and no deleted one', async () => {
  const tag = `tag-${uniqueKey('').slice(-12)}-${Date.now()}`;
  const keys = ['Find-B.jpg', 'find-a.jpg'].map(uniqueKey);
  const ids: string[] = [];
  for (const key of keys) {
    await upload(key, await photo(64, 48));
    const { id } = await decidedImage(key);
    ids.push(id);
    const headers = { 'content-type': 'application/json' };
    await api(`/images/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ tags: [tag, 'x'] }) });
  }
  const found = async (query: Record<string, string>) => {
    const response = await api(`/images?${new URLSearchParams({ fields: 'key', ...query })}`);
    const page = z.object({ images: z.array(z.object({ id: z.string() })) }).parse(await response.json());
    return page.images.map(({ id }) => id);
  };
  await until(() => found({ tag: tag.toUpperCase() }), ids.toReversed()); // an index is a moment behind
  expect(await found({ name: 'FIND-', limit: '100' })).toEqual(expect.arrayContaining(ids));
  // Filters go together, in the order of the name.
  expect(await found({ tag, name: 'find-' })).toHaveLength(ids.length);
  expect(await found({ tag, camera: 'none' })).toEqual([]);
  await api(`/images/${ids[0]}`, { method: 'DELETE' });
  await until(() => found({ tag }), ids.slice(1));
});

test('DELETE takes the original, its variants and its record away', async () => {
  const key = uniqueKey('away.jpg');
  await upload(key, await photo(300, 200));
  const { id } = await decidedImage(key);
  expect((await api(`/images/${id}`, { method: 'DELETE' })).status).toBe(202);
  await until(() => findImage(key), undefined);
  await until(() => variantKeys(key), []);
});

test.each([
  ['GET', '/images/nonsense', undefined, 404],
  ['GET', `/images/${'0'.repeat(32)}`, undefined, 404],
  ['GET', '/images?cursor=nonsense', undefined, 400],
  ['GET', '/images?limit=0', undefined, 400],
  ['GET', '/images?colour=red', undefined, 400],
  ['GET', '/images?takenFrom=yesterday', undefined, 400],
  ['GET', `/images?near=${'0'.repeat(32)}&status=ready`, undefined, 400],
  ['POST', '/images', '{"filename": "a.jpg"', 400],
  ['POST', '/images', '{"filename": "a.jpg", "contentType": "image/jpeg", "bytes": 1, "more": 1}', 400],
  ['POST', '/images', '{"filename": "a.jpg", "contentType": "image/jpeg", "bytes": 99999999999}', 400],
  ['PATCH', `/images/${'0'.repeat(32)}`, '{"focalPoint": null}', 404],
  ['PATCH', `/images/${'0'.repeat(32)}`, '{}', 400],
  ['GET', '/nowhere', undefined, 404],
])('%s %s %s is answered by a problem document with status %i', async (method, path, body, status) => {
  const response = await api(path, {
    method,
    ...(body && { body, headers: { 'content-type': 'application/json' } }),
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({
    status,
    title: expect.any(String),
    code: expect.any(String),
  });
});

test('HEAD is GET without a body, a preflight is allowed, and another method is told which ones there are', async () => {
  const head = await api('/images', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  // As browsers do: without credentials.
  const preflight = await fetch(`${target.apiUrl}/images`, {
    method: 'OPTIONS',
    headers: { origin: 'https://photos.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  const refused = await api('/images', { method: 'PUT' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST']);
  expect(await refused.json()).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
});

test('nobody stores an upload form or a refusal, and no answer is taken for something else than it says', async () => {
  const announced = { filename: 'a.jpg', contentType: 'image/jpeg', bytes: 1 };
  const headers = { 'content-type': 'application/json' };
  const answers = [
    await api('/images?limit=1'),
    await api('/images', { method: 'POST', headers, body: JSON.stringify(announced) }),
    await api('/images/unknown'),
    await api('/stats'),
  ];
  const policies = answers.map((answer) => answer.headers.get('cache-control'));
  expect(policies).toEqual(['private, no-cache', 'no-store', 'no-store', 'private, no-cache']);
  for (const answer of [...answers, await api('/'), await api('/openapi.json')])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('the API describes itself, and its front page is the gallery', async () => {
  const description = z
    .object({ openapi: z.string().startsWith('3.'), paths: z.record(z.string(), z.unknown()) })
    .parse(await (await api('/openapi.json')).json());
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining(['/images', '/images/{id}', '/images/{id}/reprocess']),
  );
  const page = await api('/');
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('Darkroom');
});
