import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { limits } from '../../test/images.ts';
import { type BmpPicture, makeBmp, storedRows } from '../../test/make-bmp.ts';
import { columns, rgbProfile } from '../../test/make-profile.ts';
import { renderOne } from '../../test/render-presets.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, TooLarge, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const palette = [
  [0, 0, 0],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
] as const;
/** Of each pixel the number of its colour. Its rows are not whole numbers of 4 bytes in any coding. */
const picture = [
  [0, 1, 2, 3, 1],
  [1, 1, 1, 1, 1],
  [3, 0, 2, 0, 3],
];
const size = { width: 5, height: 3 };
const rows = (bits: number, values: readonly number[] = [0, 1, 2, 3]) =>
  storedRows({ ...size, bits }, (x, y) => values[picture[y]?.[x] ?? 0] ?? 0);

const numbered = (bits: number, more: Partial<BmpPicture> = {}) =>
  makeBmp({ ...size, bits, palette, pixels: rows(bits), ...more });
const rgb = [0, 0xff0000, 0xff00, 0xff];
const coloured = (bits: number, values: readonly number[], more: Partial<BmpPicture> = {}) =>
  makeBmp({ ...size, bits, pixels: rows(bits, values), ...more });
const fields = (bits: 16 | 32, masks: BmpPicture['masks'] & object, header: BmpPicture['header'] = 40) => {
  const [red, green, blue] = masks;
  return coloured(bits, [0, red, green, blue], { compression: 3, masks, header });
};

/** [red, green, blue] or, of a picture with alpha, [red, green, blue, alpha] of each pixel, row by row. */
async function pixelsOf(file: Buffer): Promise<number[][]> {
  const { bytes } = await renderOne(file, { width: 1000, format: 'png' });
  const { data, info } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.width * info.height }, (_, at) => [
    ...data.subarray(at * info.channels, (at + 1) * info.channels),
  ]);
}

test.each([
  ['2 bits', numbered(2)],
  ['4 bits', numbered(4)],
  ['8 bits', numbered(8)],
  ['8 bits, for OS/2 and Windows 2', numbered(8, { header: 12 })],
  ['8 bits, with bytes before its pixels', numbered(8, { gap: 7 })],
  ['16 bits', coloured(16, [0, 0x7c00, 0x3e0, 0x1f])],
  ['16 bits, with the one that is left over set', coloured(16, [0x8000, 0xfc00, 0x3e0, 0x801f])],
  ['16 bits in fields of 5, 6 and 5', fields(16, [0xf800, 0x7e0, 0x1f])],
  ['24 bits', coloured(24, rgb)],
  ['24 bits, with a palette for poor screens', coloured(24, rgb, { palette })],
  ['32 bits', coloured(32, rgb)],
  ['32 bits, with those that are left over set', coloured(32, [0x80000000, 0xff0000, 0xff00, 0x70_0000ff])],
  ['32 bits in fields in another order', fields(32, [0xff, 0xff0000, 0xff000000])],
  ['32 bits in fields of 11, 11 and 10', fields(32, [0xffe00000, 0x1ffc00, 0x3ff])],
  ['32 bits in fields within its header', fields(32, [0xff00, 0xff0000, 0xff], 52)],
  ['24 bits, version 4', coloured(24, rgb, { header: 108 })],
  ['24 bits, version 5', coloured(24, rgb, { header: 124 })],
])('a BMP of %s is read to the pixel', async (_, file) => {
  expect(await pixelsOf(file)).toEqual(picture.flat().map((number) => palette[number]));
  expect(await inspect(file, limits)).toMatchObject({ format: 'bmp', ...size, hasAlpha: false, pages: 1 });
});

test('a BMP of 1 bit is read to the pixel', async () => {
  const [black, red] = palette;
  const bits = storedRows({ ...size, bits: 1 }, (x, y) => (x + y) % 2);
  const file = makeBmp({ ...size, bits: 1, palette: [black, red], pixels: bits });
  expect((await pixelsOf(file)).slice(0, 6)).toEqual([black, red, black, red, black, red]);
});

test('a BMP that is stored from its top is not turned upside down', async () => {
  const upsideDown = [...picture].reverse().flat();
  const file = numbered(8, { isTopDown: true });
  expect(await pixelsOf(file)).toEqual(upsideDown.map((number) => palette[number]));
});

test('fields of few bits reach white', async () => {
  const masks = [0xc0, 0x38, 0x4] as const; // 2, 3 and 1 bits
  const file = coloured(16, [0xfc, 0x40, 0x08, 0x18], { compression: 3, masks });
  expect((await pixelsOf(file)).slice(0, 4)).toEqual([
    [255, 255, 255],
    [85, 0, 0],
    [0, 36, 0],
    [0, 109, 0],
  ]);
});

describe('the alpha of a BMP', () => {
  const values = [0, 0xff_ff0000, 0x80_00ff00, 0xff_0000ff];
  const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;

  test.each([
    ['in a header that names its bits', coloured(32, values, { compression: 3, masks, header: 56 })],
    ['in one of version 5', coloured(32, values, { compression: 3, masks, header: 124 })],
    ['behind a header of Windows CE', coloured(32, values, { compression: 6, masks })],
  ])('is kept: %s', async (_, file) => {
    const [clear, , half] = (await pixelsOf(file)).map((pixel) => pixel[3]);
    expect([clear, half]).toEqual([0, 128]);
    expect(await inspect(file, limits)).toMatchObject({ hasAlpha: true });
  });

  test('is none where its bits are named and are 0 everywhere', async () => {
    const file = coloured(32, rgb, { compression: 3, masks, header: 124 });
    expect(await pixelsOf(file)).toEqual(picture.flat().map((number) => palette[number]));
  });
});

describe('a BMP in runs', () => {
  const [black, red, green, blue] = palette;
  const rowsOf = (...colours: (typeof palette)[number][][]) => colours.flat();
  const runs = (bits: 4 | 8, codes: readonly number[]) =>
    makeBmp({ ...size, bits, palette, compression: bits === 8 ? 1 : 2, pixels: Buffer.from(codes) });
  const [endOfRow, end] = [
    [0, 0],
    [0, 1],
  ];
  const redRow = [5, 1, ...endOfRow];

  test('of 8 bits is read: equal pixels, others, those that it jumps over, and not those beyond a row', async () => {
    const middle = [...[0, 3, 1, 2, 3, 0], ...[2, 3], ...endOfRow];
    const top = [...[0, 2, 1, 0], ...[1, 2], ...[9, 3]];
    expect(await pixelsOf(runs(8, [...redRow, ...middle, ...top, ...end]))).toEqual(
      rowsOf([black, green, blue, blue, blue], [red, green, blue, blue, blue], [red, red, red, red, red]),
    );
  });

  test('of 4 bits is read: two colours that take turns, others, and rows that are left out', async () => {
    const middle = [...[0, 5, 0x12, 0x31, 0x20, 0], ...endOfRow];
    expect(await pixelsOf(runs(4, [...[5, 0x12], ...endOfRow, ...middle, ...end]))).toEqual(
      rowsOf(
        [black, black, black, black, black],
        [red, green, blue, red, green],
        [red, green, red, green, red],
      ),
    );
  });

  test('is whole with its last pixel, if only its end is missing', async () => {
    expect(await pixelsOf(runs(8, [...redRow, ...redRow, 5, 1]))).toHaveLength(15);
  });

  test.each([
    ['has a row too many', [...redRow, ...redRow, ...redRow, ...redRow, ...end]],
    ['jumps out of its picture', [0, 2, 0, 3, ...end]],
    ['jumps out of its row', [0, 2, 6, 0, ...end]],
    ['has more single pixels than its row', [0, 6, 1, 1, 1, 1, 1, 1, ...end]],
    ['is cut off between runs', redRow],
    ['is cut off within single pixels', [...redRow, ...redRow, 0, 5, 1, 1]],
  ])('is corrupt if it %s', async (_, codes) => {
    await expect(inspect(runs(8, codes), limits)).rejects.toThrow(Corrupt);
  });
});

describe('the colours of a BMP', () => {
  const plain = (more: Partial<BmpPicture>) =>
    makeBmp({ ...size, bits: 24, pixels: storedRows({ ...size, bits: 24 }, () => 0xc83c28), ...more });

  test('are those of a profile within it', async () => {
    const file = plain({ header: 124, profile: rgbProfile({ gamma: 1 }, columns.srgb) });
    expect((await shownAt(file)).slice(0, 3)).toEqual(near([229, 133, 110], 2));
  });

  test('are sRGB with a profile that is a file elsewhere, or is cut off', async () => {
    const linked = plain({ header: 124 });
    linked.writeUInt32LE(0x4c494e4b, 14 + 56);
    const cut = plain({ header: 124, profile: rgbProfile({ gamma: 1 }, columns.srgb).subarray(0, 140) });
    for (const file of [linked, cut]) expect((await shownAt(file)).slice(0, 3)).toEqual([200, 60, 40]);
  });

  test('outside of its palette are black', async () => {
    const file = numbered(8, { palette: palette.slice(0, 2) });
    expect((await pixelsOf(file)).slice(0, 3)).toEqual([palette[0], palette[1], palette[0]]);
  });
});

test.each([
  ['a JPEG', coloured(24, rgb, { compression: 4 }), 'a BMP with a JPEG inside'],
  ['a PNG', coloured(24, rgb, { compression: 5 }), 'a BMP with a PNG inside'],
  ['inks', coloured(32, rgb, { compression: 11 }), 'a BMP of CMYK'],
  ['pixels of 48 bits', coloured(48, rgb), 'a BMP of 48 bits a pixel and compression 0'],
  ['a header of OS/2', coloured(24, rgb, { header: 64 }), 'a bitmap of OS/2'],
])('a BMP with %s is refused by its name', async (_, file, name) => {
  const error = await inspect(file, limits).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain(`This is ${name}`);
});

describe('a BMP is corrupt', () => {
  const file = coloured(24, rgb);

  test('if it is cut off, wherever that is', async () => {
    for (let length = 18; length < file.length - 1; length += 1)
      await expect(inspect(file.subarray(0, length), limits), `${length} bytes`).rejects.toThrow(Corrupt);
    expect(await inspect(file.subarray(0, file.length - 1), limits)).toMatchObject(size); // its last row is not filled up
  });

  test.each([
    ['has no width', 18, 0],
    ['has a width below zero', 18, -5],
    ['has no height', 22, 0],
    ['has more rows than bytes for them', 22, 60_000],
    ['has the lowest of all heights', 22, -(2 ** 31)],
    ['has its pixels within its header', 10, 20],
    ['has its pixels behind its end', 10, 2 ** 30],
  ])('if it %s', async (_, at, value) => {
    const damaged = Buffer.from(file);
    damaged.writeInt32LE(value, at);
    await expect(inspect(damaged, limits)).rejects.toThrow(Corrupt);
  });

  test.each([
    ['share bits', [0xff0000, 0xff8000, 0xff]],
    ['have gaps', [0xf0f000, 0xf00, 0xff]],
  ] as const)('if its masks of colours %s', async (_, masks) => {
    await expect(inspect(fields(32, masks), limits)).rejects.toThrow('masks of colours');
  });
});

test('a few bytes that say they are billions of pixels are refused before there is room for any', async () => {
  const bomb = makeBmp({
    width: 2 ** 31 - 1,
    height: 2 ** 31 - 1,
    bits: 8,
    compression: 1,
    pixels: Buffer.from([0, 1]),
  });
  await expect(inspect(bomb, limits)).rejects.toThrow(TooLarge);
});
