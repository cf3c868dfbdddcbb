import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { redAndBlue } from '../test/images.ts';
import { photographs } from '../test/photographs.ts';
import { renderAll } from '../test/render-presets.ts';

const photos = photographs();

/** Bits that may differ between pictures that people take for the same; the catalog finds up to 11. */
const near = 10;

/** What people do to a photo between one upload and the next. */
const edits: Record<string, (photo: Uint8Array) => Promise<Sharp>> = {
  'resized to 320 pixels': async (photo) => sharp(photo).resize(320).jpeg({ quality: 90 }),
  'resized to 100 pixels': async (photo) => sharp(photo).resize(100).png(),
  'recompressed at quality 20': async (photo) => sharp(photo).jpeg({ quality: 20 }),
  'made a WebP': async (photo) => sharp(photo).webp({ quality: 40, effort: 0 }),
  'brightened by a fifth': async (photo) => sharp(photo).modulate({ brightness: 1.2 }),
  'darkened by a third': async (photo) => sharp(photo).modulate({ brightness: 0.67 }),
  'made grey': async (photo) => sharp(photo).greyscale(),
  'cropped by 2 % of each side': (photo) => cropped(photo, 0.02),
};

describe.each(photos)('the photo $name', ({ bytes: photo }) => {
  const original = hashOf(photo);
  test.each(Object.keys(edits))('%s is near', async (name) => {
    const edited = await edits[name]?.(photo);
    expect(distance(await original, await hashOf(await edited?.toBuffer()))).toBeLessThanOrEqual(near);
  });
});

test('different photos are twice as far from each other as versions of one', async () => {
  const hashes = await Promise.all(photos.map(({ bytes }) => hashOf(bytes)));
  for (const [n, hash] of hashes.entries())
    for (const other of hashes.slice(n + 1)) expect(distance(hash, other)).toBeGreaterThanOrEqual(2 * near);
});

test('a photo that is turned by its EXIF orientation is near the same photo upright', async () => {
  const [{ bytes } = { bytes: undefined }] = photos;
  const turned = sharp(bytes).rotate(90).withMetadata({ orientation: 8 }).png();
  expect(distance(await hashOf(await turned.toBuffer()), await hashOf(bytes))).toBeLessThanOrEqual(4);
});

test('a simple drawing is near itself in every size, as JPEG and with a little transparency', async () => {
  const drawing = await hashOf(await redAndBlue(400, 200).png().toBuffer());
  expect(drawing).toMatch(/^[0-9a-f]{16}$/);
  for (const width of [64, 800]) {
    const png = await redAndBlue(width, width / 2)
      .png()
      .toBuffer();
    for (const other of [sharp(png).jpeg(), sharp(png).ensureAlpha(0.999).png()])
      expect(distance(await hashOf(await other.toBuffer()), drawing)).toBeLessThanOrEqual(4);
  }
});

test.each(['#ffffff', '#000000', '#336699', '#00000000'])(
  'a picture of nothing but %s has no hash: all of them would be near each other',
  async (background) => {
    const plain = sharp({ create: { width: 300, height: 200, channels: 4, background } });
    expect(await hashOf(await plain.png().toBuffer())).toBeUndefined();
    expect(await hashOf(await plain.jpeg({ quality: 50 }).toBuffer())).toBeUndefined();
  },
);

async function hashOf(image: Uint8Array = new Uint8Array()): Promise<string | undefined> {
  return (await renderAll(image, { small: { width: 320 } })).perceptualHash;
}

async function cropped(photo: Uint8Array, share: number): Promise<Sharp> {
  const { width, height } = await sharp(photo).metadata();
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  return sharp(photo).extract({ left, top, width: width - 2 * left, height: height - 2 * top });
}

function distance(a = '', b = ''): number {
  const differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return [...differing.toString(2)].filter((bit) => bit === '1').length;
}
