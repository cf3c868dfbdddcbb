import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { difference, redAndBlue } from '../test/images.ts';
import { renderOne } from '../test/render-presets.ts';

/** A chart: thin lines with smooth edges on white, in so many colours. */
function chart(width: number, height: number, colours: number) {
  const inks = [
    [200, 30, 40],
    [20, 110, 200],
    [30, 30, 30],
  ] as const;
  const pixels = Buffer.alloc(3 * width * height, 255);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    for (const [index, ink] of inks.entries()) {
      const bend = index + 2 + 0.37 * Math.floor((y + 20 * index) / 60);
      const line = 20 * Math.sin((x * bend) / 37) * Math.sin((x * bend) / 173);
      const cover = Math.max(0, 1.5 - Math.abs(((y + 20 * index - line) % 60) - 30));
      for (const [channel, value] of ink.entries()) {
        const before = pixels[3 * at + channel] ?? 0;
        pixels[3 * at + channel] = before + (value - before) * Math.min(1, cover);
      }
    }
  }
  const options = { palette: true, colours, dither: 0, compressionLevel: 9, effort: 10 };
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png(options)
    .toBuffer();
}

async function isPalette(bytes: Uint8Array): Promise<boolean> {
  return (await sharp(bytes).metadata()).isPalette;
}

test.each([2, 16, 256])('a PNG with a palette of %i keeps one, and does not grow', async (colours) => {
  const original = await chart(1400, 900, colours);
  const plain = await sharp(original).resize(1000).png().toBuffer();
  expect(plain.length).toBeGreaterThan(1.5 * original.length); // what is to be avoided
  const { bytes } = await renderOne(original, { width: 1000, format: 'png' });
  expect(await isPalette(bytes)).toBe(true);
  expect(bytes.length).toBeLessThanOrEqual(original.length);
  expect(await difference(bytes, plain)).toBeLessThan(4);
});

test('the colours of a palette stay as they are where nothing is scaled', async () => {
  const original = await chart(400, 300, 256);
  const { bytes } = await renderOne(original, { width: 400, format: 'png' });
  const [before, after] = await Promise.all([original, bytes].map((png) => sharp(png).raw().toBuffer()));
  expect(before?.equals(after ?? Buffer.alloc(0))).toBe(true);
  expect(bytes.length).toBeLessThan(1.05 * original.length);
});

/** Diagonals in 256 random colours, whose palette is in such an order that the file has hardly more bytes than that. */
function ordered(): Buffer {
  const side = 256;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 3, 0, 0, 0]);
  // Each pixel by its difference from the one at its left (filter type 1).
  const rows = Array.from({ length: side }, (_, y) => [1, y, ...Array(side - 1).fill(1)]).flat();
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', randomBytes(3 * 256)),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a file that gets larger keeps its colours, too, where nothing is scaled', async () => {
  const original = ordered();
  const { bytes } = await renderOne(original, { width: 256, format: 'png' });
  expect(bytes.length).toBeGreaterThan(original.length);
  const [before, after] = await Promise.all([original, bytes].map((png) => sharp(png).raw().toBuffer()));
  expect(before?.equals(after ?? Buffer.alloc(0))).toBe(true);
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
