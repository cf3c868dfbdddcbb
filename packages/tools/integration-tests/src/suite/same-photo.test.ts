import { createHash, randomBytes } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { uniqueKey } from '../photo.ts';
import { api, decidedImage, patience, upload } from './images.ts';

const pageSchema = z.object({ images: z.array(z.object({ id: z.string(), distance: z.int() })) });

/** Soft patches of random light: no two are alike. */
async function patches(): Promise<Sharp> {
  const raw = { width: 12, height: 8, channels: 3 } as const;
  const large = sharp(randomBytes(12 * 8 * 3), { raw }).resize(900, 600, { kernel: 'cubic' });
  return sharp(await large.png().toBuffer());
}

async function ready(name: string, bytes: Uint8Array): Promise<string> {
  const key = uniqueKey(name);
  await upload(key, bytes);
  const { id, status } = await decidedImage(key);
  expect(status).toBe('ready');
  return id;
}

test('other versions of a photo are near it, most alike first; another photo is not, nor is one that is deleted', async () => {
  const photo = await patches();
  const id = await ready('photo.jpg', await photo.clone().jpeg({ quality: 92 }).toBuffer());
  const small = await ready('small.webp', await photo.clone().resize(300).webp({ quality: 50 }).toBuffer());
  const cropped = photo.clone().extract({ left: 8, top: 6, width: 884, height: 588 });
  const crop = await ready('crop.png', await cropped.png().toBuffer());
  await ready('other.jpg', await (await patches()).jpeg().toBuffer());

  const near = async (query = '') => {
    const { images } = pageSchema.parse(await (await api(`/images?near=${id}${query}`)).json());
    expect(images).toEqual(images.toSorted((a, b) => a.distance - b.distance));
    return images.map((image) => image.id).sort();
  };
  await expect.poll(() => near(), patience).toEqual([small, crop].sort());
  expect(await near('&limit=1')).toHaveLength(1);

  expect((await api(`/images/${crop}`, { method: 'DELETE' })).status).toBe(202);
  await expect.poll(() => near(), patience).toEqual([small]);
});

test('a search around no image, further than the index goes, or with a cursor is refused', async () => {
  const plain = sharp({ create: { width: 64, height: 64, channels: 3, background: '#336699' } });
  const id = await ready('plain.png', await plain.png().toBuffer());
  const codeOf = async (query: string) => {
    const response = await api(`/images?${query}`);
    return [response.status, z.object({ code: z.string() }).parse(await response.json()).code];
  };
  expect(await codeOf(`near=${id}`)).toEqual([409, 'NotComparable']);
  expect(await codeOf('near=nothing')).toEqual([404, 'ImageNotFound']);
  expect(await codeOf(`near=${id}&distance=12`)).toEqual([400, 'InvalidRequest']);
  expect(await codeOf(`near=${id}&status=ready`)).toEqual([400, 'InvalidRequest']);
});

test('the same bytes are recognised before they are uploaded, and where they are uploaded all the same', async () => {
  const bytes = await (await patches()).jpeg().toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const announced = { filename: 'again.jpg', contentType: 'image/jpeg', bytes: bytes.length, sha256 };
  const announceAgain = async () => {
    const response = await api('/images', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(announced),
    });
    return [response.status, z.object({ duplicateOf: z.string().optional() }).parse(await response.json())];
  };
  expect(await announceAgain()).toEqual([201, {}]);
  const id = await ready('first.jpg', bytes);
  await expect.poll(announceAgain, patience).toEqual([200, { duplicateOf: id }]);

  const document = async (of: string) => (await api(`/images/${of}`)).json();
  expect(await document(id)).not.toHaveProperty('duplicateOf');
  expect(await document(await ready('second.jpg', bytes))).toMatchObject({ sha256, duplicateOf: id });
});
