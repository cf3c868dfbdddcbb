import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { difference, limits } from '../../test/images.ts';
import { makeCr2, makeCr3, makeDng, makeNef, makeRaf } from '../../test/make-raw.ts';
import { renderOne } from '../../test/render-presets.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

/** Red on its left, blue on its right, with a green bar on top. */
async function picture(width: number, orientation?: number): Promise<Buffer> {
  const height = Math.round((width * 2) / 3);
  const part = (side: { width: number; height: number }, background: string) => ({
    create: { ...side, channels: 3 as const, background },
  });
  const jpeg = sharp(part({ width, height }, '#ff0000'))
    .composite([
      { input: part({ width: width >> 1, height }, '#0000ff'), left: width >> 1, top: 0 },
      { input: part({ width, height: height >> 2 }, '#00ff00'), left: 0, top: 0 },
    ])
    .jpeg({ quality: 90 });
  return orientation ? jpeg.withMetadata({ orientation }).toBuffer() : jpeg.toBuffer();
}

let large: Buffer;
let small: Buffer;
beforeAll(async () => {
  [large, small] = await Promise.all([picture(1200), picture(300)]);
});

const kinds: readonly (readonly [kind: string, make: (jpeg: Buffer, orientation?: number) => Buffer])[] = [
  ['DNG', makeDng],
  ['CR2', makeCr2],
  ['NEF', makeNef],
  ['CR3', (jpeg, orientation) => makeCr3(small, jpeg, orientation)],
];

describe.each(kinds)('a RAW photo (%s)', (_, make) => {
  test('is shown by the JPEG that its camera made of it', async () => {
    const file = make(large);
    expect(await inspect(file, limits)).toMatchObject({ format: 'jpeg', width: 1200, height: 800 });
    expect(await shownAt(file, 0.25, 0.75)).toEqual(near([255, 0, 0, 255], 3));
  });

  test('is turned as it says itself, at every size', async () => {
    await expectUpright(make, 6);
  });

  test('whose preview is too small is refused with its size', async () => {
    const error = await inspect(make(small), limits).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnsupportedFormat);
    expect(error.message).toContain('only a preview of 300 pixels inside, and 1000 are needed');
  });

  test('that is cut off within its picture is corrupt', async () => {
    const file = make(large);
    const start = file.lastIndexOf(large.subarray(0, 400));
    const error = await shownAt(file.subarray(0, start + large.length / 2)).catch((reason) => reason);
    expect(error).toBeInstanceOf(Corrupt);
  });
});

test.each([1, 2, 3, 4, 5, 7, 8])('orientation %i is applied once', async (orientation) => {
  await expectUpright(makeDng, orientation);
});

/** Its preview says the same in its EXIF: together they would turn it twice. */
async function expectUpright(make: (jpeg: Buffer, orientation?: number) => Buffer, orientation: number) {
  const jpeg = await picture(1200, orientation);
  const raw = make(jpeg, orientation);
  const { width, height } = await inspect(jpeg, limits);
  expect(await inspect(raw, limits)).toMatchObject({ width, height });
  for (const size of [10_000, 200]) {
    const [{ bytes: shown }, { bytes: right }] = await Promise.all([
      renderOne(raw, { width: size, format: 'png' }),
      renderOne(jpeg, { width: size, format: 'png' }),
    ]);
    expect(await difference(shown, right)).toBeLessThan(1);
  }
}

test('a RAW photo of Fujifilm is turned as its JPEG says', async () => {
  const file = makeRaf(await picture(1200, 6));
  expect(await inspect(file, limits)).toMatchObject({ format: 'jpeg', width: 800, height: 1200 });
  expect(await shownAt(file, 0.9, 0.5)).toEqual(near([0, 255, 0, 255], 3));
});

test('a preview that is said to be outside of the file makes it corrupt', async () => {
  const file = makeRaf(large);
  file.writeUInt32BE(file.length + 1, 84);
  await expect(inspect(file, limits)).rejects.toThrow(Corrupt);
});
