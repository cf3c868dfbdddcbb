import sharp from 'sharp';
import { expect, test } from 'vitest';
import { difference, redAndBlue } from '../test/images.ts';
import { renderOne } from '../test/render-presets.ts';

/** A photo in 64 colours: the light of a sky, with grain. */
function picture(width: number, height: number) {
  const pixels = Buffer.alloc(3 * width * height);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const light = 40 * Math.sin(x / 90) * Math.cos(y / 70) + ((x * 7919 + y * 104_729) % 13);
    pixels.set([120 + light, 150 + light / 2, 190 - light], 3 * at);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).png({
    palette: true,
    colours: 64,
    dither: 0,
  });
}

async function isPalette(bytes: Uint8Array): Promise<boolean> {
  return (await sharp(bytes).metadata()).isPalette;
}

test('a PNG with a palette keeps one, and does not grow', async () => {
  const original = await picture(1400, 900).toBuffer();
  const plain = await sharp(original).resize(1000).png().toBuffer();
  expect(plain.length).toBeGreaterThan(original.length); // what is to be avoided
  const { bytes } = await renderOne(original, { width: 1000, format: 'png' });
  expect(await isPalette(bytes)).toBe(true);
  expect(bytes.length).toBeLessThan(original.length);
  expect(await difference(bytes, plain)).toBeLessThan(1);
});

test('the colours of a palette stay as they are where nothing is scaled', async () => {
  const original = await picture(400, 300).toBuffer();
  const { bytes } = await renderOne(original, { width: 400, format: 'png' });
  const [before, after] = await Promise.all([original, bytes].map((png) => sharp(png).raw().toBuffer()));
  expect(before?.equals(after ?? Buffer.alloc(0))).toBe(true);
  expect(bytes.length).toBeLessThan(1.05 * original.length);
});

test('a GIF gives a PNG with a palette, transparent where it was', async () => {
  const canvas = { width: 60, height: 40, channels: 4, background: '#00000000' } as const;
  const dot = await redAndBlue(20, 20).png().toBuffer();
  const gif = await sharp({ create: canvas })
    .composite([{ input: dot, left: 10, top: 10 }])
    .gif()
    .toBuffer();
  const { bytes } = await renderOne(gif, { width: 60, format: 'png' });
  expect(await isPalette(bytes)).toBe(true);
  const onGrey = (image: Uint8Array) => sharp(image).flatten({ background: '#777777' }).raw().toBuffer();
  expect((await onGrey(bytes)).equals(await onGrey(gif))).toBe(true);
});

test('a palette that makes the file larger is left out', async () => {
  const grid = Buffer.from(Array.from({ length: 256 * 256 }, (_, at) => [at & 255, at >> 8, 0]).flat());
  const fewer = await sharp(grid, { raw: { width: 256, height: 256, channels: 3 } })
    .png({ palette: true, dither: 0 })
    .toBuffer();
  const { bytes } = await renderOne(fewer, { width: 64, format: 'png' });
  const { data, info } = await sharp(fewer).resize(64).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: 64, height: 64, channels: info.channels };
  const sizes = await Promise.all(
    [{}, { palette: true, effort: 4, dither: 0 }].map((options) =>
      sharp(data, { raw }).png(options).toBuffer(),
    ),
  );
  expect(bytes.length).toBeLessThanOrEqual(Math.min(...sizes.map(({ length }) => length)));
});

test('a photo has no palette', async () => {
  const photo = await redAndBlue(300, 200).blur(5).png().toBuffer();
  expect(await isPalette((await renderOne(photo, { width: 100, format: 'png' })).bytes)).toBe(false);
});
