import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { colourAt, limits } from '../../test/images.ts';
import { makePng, type PngChunk } from '../../test/make-png.ts';
import { renderOne } from '../../test/render-presets.ts';
import { TooLarge } from '../errors.ts';
import { inspect } from '../inspect.ts';
import { withoutText } from './png-text.ts';

const pixels = { width: 20, height: 10, depth: 8, channels: 3, at: () => [200, 100, 50] } as const;
const text = (type: string, start: string, content: Buffer): PngChunk => [
  type,
  Buffer.concat([Buffer.from(start, 'latin1'), content]),
];
const compressed = deflateSync(Buffer.alloc(8_000_000, 'a'));
const bombs = [
  ...Array.from({ length: 100 }, (_, index) => text('zTXt', `key${index}\0\0`, compressed)),
  ...Array.from({ length: 100 }, (_, index) => text('iTXt', `key${index}\0\x01\0\0\0`, compressed)),
];

test('text that is compressed a thousandfold, before and behind the pixels, is never unpacked', async () => {
  const plain = makePng(pixels);
  const laden = makePng(pixels, bombs, bombs);
  expect(withoutText(laden)).toEqual(plain);
  const before = process.memoryUsage.rss();
  const { bytes } = await renderOne(laden, { width: 20, format: 'png' });
  expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000); // of 1,600 MB
  expect(await colourAt(bytes, 0.5, 0.5)).toEqual([200, 100, 50, 255]);
});

test('what is no text stays where it was', async () => {
  const exif = Buffer.from('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1');
  const laden = makePng(pixels, [text('tEXt', 'a\0', Buffer.from('b')), ['eXIf', exif]]);
  expect(await inspect(laden, limits)).toMatchObject({ width: 10, height: 20 });
  expect((await sharp(withoutText(laden)).metadata()).orientation).toBe(6);
  const untouched = makePng(pixels, [['eXIf', exif]]);
  expect(withoutText(untouched)).toBe(untouched);
});

test('more chunks beside the pixels than any program writes are refused', async () => {
  const chunks = Array.from({ length: 10_001 }, (): PngChunk => ['abCd', Buffer.alloc(0)]);
  await expect(inspect(makePng(pixels, chunks), limits)).rejects.toThrow(TooLarge);
});
