import { expect, test } from 'vitest';
import { limits, redAndBlue } from '../../test/images.ts';
import { columns, greyProfile, rgbProfile, srgbCurve } from '../../test/make-profile.ts';
import { makeTiff, plainPicture } from '../../test/make-tiff.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const [red, green, blue] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
] as const;
const reduced = { 254: [1] };

test('the main picture is shown, not the thumbnail before it', async () => {
  const picture = plainPicture(40, 30, green);
  const thumbnail = plainPicture(8, 6, red, reduced);
  for (const file of [
    makeTiff([thumbnail, picture]),
    makeTiff([plainPicture(8, 6, red, { 255: [2] }), picture]),
    makeTiff([{ ...thumbnail, children: [plainPicture(16, 12, blue, reduced), picture] }]),
    makeTiff([picture, thumbnail]),
  ]) {
    expect(await inspect(file, limits)).toMatchObject({ width: 40, height: 30 });
    expect((await shownAt(file)).slice(0, 3)).toEqual(green);
  }
});

test('a thumbnail that stands alone is the picture', async () => {
  const file = makeTiff([plainPicture(8, 6, red, reduced)]);
  expect((await shownAt(file)).slice(0, 3)).toEqual(red);
});

const sensor = plainPicture(40, 30, [128], { 262: [32803] });

test.each([
  ['DNG', makeTiff([{ ...plainPicture(8, 6, red, { ...reduced, 50706: [1] }), children: [sensor] }])],
  ['DNG', makeTiff([plainPicture(40, 30, [...red], { 262: [34892], 50706: [1] })])],
  ['as NEF, ARW or PEF', makeTiff([{ ...plainPicture(8, 6, red, reduced), children: [sensor] }])],
  ['as NEF, ARW or PEF', makeTiff([plainPicture(8, 6, red), sensor])],
  ['CR2', withMark(makeTiff([plainPicture(8, 6, red)]))],
])('a RAW photo (%s) is refused by that name', async (kind, file) => {
  const error = await inspect(file, limits).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain(`This is a RAW photo (${kind})`);
});

test.each([
  [{ 339: [3], 258: [32] }, 'of floating-point numbers'],
  [{ 339: [2] }, 'of signed or complex numbers'],
  [{ 258: [32] }, 'of greys with 32 bits'],
  [{ 262: [8], 258: [8, 8, 8], 277: [3] }, 'of CIELAB with 8 bits'],
  [{ 262: [32845] }, 'with unusual colours'],
  [{ 262: [5], 258: [8, 8, 8, 8], 277: [4], 332: [2] }, 'of inks that are not CMYK'],
  [{ 262: [5], 258: [16, 16, 16, 16, 16], 277: [5] }, 'of CMYK with 16 bits a channel and transparency'],
  [{ 262: [6], 258: [8, 8, 8], 277: [3], 530: [1, 1] }, 'of YCbCr that is neither'],
  [{ 259: [6] }, 'with old-style JPEG compression'],
  [{ 259: [34712] }, 'with JPEG 2000 compression'],
  [{ 259: [50000] }, 'with Zstandard compression'],
  [{ 259: [34925] }, 'with LZMA compression'],
  [{ 259: [777] }, 'with unknown (777) compression'],
])('a TIFF with fields %j is refused as one %s', async (fields, name) => {
  const file = makeTiff([plainPicture(8, 8, [128], fields)]);
  const error = await inspect(file, limits).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain(`This is a TIFF ${name}`);
});

test.each([
  ['Display P3', [200, 60, 40], rgbProfile(srgbCurve, columns.displayP3), [217, 42, 23]],
  ['sRGB', [255, 0, 0], rgbProfile(srgbCurve, columns.srgb), [255, 0, 0]],
  ['linear light', [1], greyProfile({ gamma: 1 }), [13, 13, 13]],
])(
  "a 16-bit TIFF with a profile of %s comes out in the profile's colours",
  async (_, pixel, profile, shown) => {
    const samples = pixel.flatMap((value) => [value, value]); // of 16 bits: 257 times as much
    const file = makeTiff([
      {
        ...plainPicture(8, 8, samples),
        fields: {
          258: pixel.map(() => 16),
          262: [pixel.length === 1 ? 1 : 2],
          277: [pixel.length],
          34675: profile,
        },
      },
    ]);
    expect((await shownAt(file)).slice(0, 3)).toEqual(near(shown));
  },
);

test('every kind of TIFF that sharp writes can be read', async () => {
  const kinds = [
    ...(['none', 'packbits', 'lzw', 'deflate', 'jpeg', 'webp'] as const).map((compression) => ({
      compression,
    })),
    ...[
      { tile: true },
      { pyramid: true, tile: true },
      { bigtiff: true },
      { predictor: 'horizontal' } as const,
    ],
  ];
  for (const kind of kinds) {
    const file = await redAndBlue(64, 32).tiff(kind).toBuffer();
    expect(await inspect(file, limits)).toMatchObject({ format: 'tiff', width: 64, height: 32 });
    expect((await shownAt(file, 0.1)).slice(0, 3)).toEqual(near(red, 3));
  }
});

test('a TIFF that is cut off, or points outside itself, is corrupt', async () => {
  const file = makeTiff([plainPicture(8, 6, red, reduced), plainPicture(40, 30, green)]);
  for (let length = 8; length < file.length; length += 11) {
    await expect(shownAt(file.subarray(0, length))).rejects.toThrow(Corrupt);
  }
  const first = file.readUInt32LE(4);
  const next = first + 2 + 12 * file.readUInt16LE(first);
  file.writeUInt32LE(first, next); // the first directory leads back to itself
  expect(await inspect(file, limits)).toMatchObject({ width: 8, height: 6 });
});

/** The mark of Canon behind the header: everything moves by four bytes. */
function withMark(file: Buffer): Buffer {
  const marked = Buffer.from(file);
  marked.write('CR', 8, 'latin1');
  return marked;
}
