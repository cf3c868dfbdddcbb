import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damage, inflict } from '../../test/damage.ts';
import { equalRuns, makeBmp, storedRows } from '../../test/make-bmp.ts';
import { bufferOf } from '../buffer-of.ts';
import { ImageError } from '../errors.ts';
import { sourceOf } from '../formats/source-of.ts';
import { area } from '../size.ts';
import { bitmapPixels } from './bitmap-pixels.ts';

const size = { width: 13, height: 7 };
const palette = Array.from({ length: 16 }, (_, index) => [index, 16 * index, 255 - index] as const);
const rows = (bits: number) =>
  storedRows({ ...size, bits }, (x, y) => (x * 0x1234567 + y * 0x89abcd) % 2 ** bits);
const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
const files = [
  makeBmp({ ...size, bits: 4, palette, pixels: rows(4) }),
  makeBmp({ ...size, bits: 8, palette, header: 12, pixels: rows(8) }),
  makeBmp({ ...size, bits: 8, compression: 1, palette, pixels: equalRuns(size, 3) }),
  makeBmp({ ...size, bits: 4, compression: 2, palette, pixels: equalRuns(size, 0x45) }),
  makeBmp({ ...size, bits: 16, pixels: rows(16) }),
  makeBmp({ ...size, bits: 24, header: 124, profile: Buffer.alloc(200), pixels: rows(24) }),
  makeBmp({ ...size, bits: 32, compression: 3, masks, header: 108, pixels: rows(32) }),
];

/** Larger ones are left to the limits, which come before any pixel. */
const mostPixels = 1_000_000;

test('a damaged BMP is refused before its pixels are unpacked, or all of them are unpacked', () => {
  let [refused, unpacked] = [0, 0];
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(damage, { minLength: 1, maxLength: 4 }),
      (file, damages) => {
        const damaged = damages.reduce<Uint8Array>((bytes, each) => inflict(bytes, each, files), file);
        const bytes = bufferOf(damaged);
        try {
          const { bitmap } = sourceOf(bytes);
          if (!bitmap || area(bitmap) > mostPixels) return;
          const { width, height, channels, data } = bitmapPixels(bytes, bitmap);
          expect(data.length).toBe(width * height * channels);
          unpacked += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(ImageError);
          refused += 1;
        }
      },
    ),
    { numRuns: 3000 },
  );
  // Damage that destroys every file, or none, would prove little.
  expect(Math.min(refused, unpacked)).toBeGreaterThan(300);
});
