import { describe, expect, test } from 'vitest';
import { limits } from '../../test/images.ts';
import { alphaProperty, box } from '../../test/make-avif.ts';
import { blue, brick, colours, makeHeic, row, square } from '../../test/make-heic.ts';
import { uint32 } from '../../test/make-png.ts';
import { columns, greyProfile, rgbProfile } from '../../test/make-profile.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const rotated = box('irot', [1]); // a quarter anticlockwise
const mirrored = box('imir', [1]); // left to right
/** Brick on the left, blue on the right, as a phone stores its photo: in tiles. */
const tiled = (...properties: Buffer[]) =>
  makeHeic([row(2, ...properties), square('brick'), square('blue')], [['dimg', 1, 2, 3]]);

test('a HEIC is decoded, whatever brand it names first', async () => {
  const file = makeHeic([square('brick')]);
  expect(await inspect(file, limits)).toMatchObject({
    format: 'heic',
    width: 64,
    height: 64,
    hasAlpha: false,
  });
  expect(await shownAt(file)).toEqual(near(brick, 2));
  for (const brand of ['heix', 'mif1', 'mif2', 'msf1', 'hevc']) {
    const named = Buffer.from(file);
    named.write(brand, 8, 'latin1');
    expect(await shownAt(named), brand).toEqual(near(brick, 2));
  }
});

test('several at once come out right, one after the other', async () => {
  const shown = await Promise.all(
    [tiled(), makeHeic([square('blue')]), tiled()].map((file) => shownAt(file, 0.9)),
  );
  expect(shown).toEqual([near(blue, 2), near(blue, 2), near(blue, 2)]);
});

describe('a HEIC of tiles', () => {
  test('is put together', async () => {
    expect(await inspect(tiled(), limits)).toMatchObject({ format: 'heic', width: 128, height: 64 });
    expect([await shownAt(tiled(), 0.25), await shownAt(tiled(), 0.75)]).toEqual([
      near(brick, 2),
      near(blue, 2),
    ]);
  });

  test('is turned and mirrored as its boxes say, and not once more as its EXIF does', async () => {
    const exif = Buffer.concat([
      uint32(0),
      Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0', 'latin1'),
    ]);
    const file = makeHeic(
      [row(2, rotated), square('brick'), square('blue'), { type: 'Exif', stream: exif, properties: [] }],
      [
        ['dimg', 1, 2, 3],
        ['cdsc', 4, 1],
      ],
    );
    expect(await inspect(file, limits)).toMatchObject({ width: 64, height: 128 });
    expect([await shownAt(file, 0.5, 0.25), await shownAt(file, 0.5, 0.75)]).toEqual([
      near(blue, 2),
      near(brick, 2),
    ]);
    expect(await shownAt(tiled(mirrored), 0.25)).toEqual(near(blue, 2));
  });

  test('without one of them is corrupt', async () => {
    const file = makeHeic([row(2), square('brick')], [['dimg', 1, 2, 3]]);
    await expect(shownAt(file)).rejects.toThrow(Corrupt);
  });
});

describe('the colours of a HEIC', () => {
  test('of 10 bits come out right in 8', async () => {
    expect(await shownAt(makeHeic([square('deepBrick')]))).toEqual(near(brick, 2));
  });

  test.each([
    ['Display P3', 12, 13, [217, 42, 23]],
    ['BT.2020', 9, 14, [247, 0, 23]],
    ['HLG', 9, 18, [230, 0, 8]],
  ] as const)('%s are converted to sRGB', async (_, primaries, transfer, shown) => {
    const file = makeHeic([square('brick', colours(primaries, transfer))]);
    expect((await shownAt(file)).slice(0, 3)).toEqual(near(shown, 4));
  });

  test('are those of its profile', async () => {
    const profile = box('colr', Buffer.from('prof'), rgbProfile({ gamma: 1 }, columns.srgb));
    const file = makeHeic([square('brick', profile)]);
    expect((await shownAt(file)).slice(0, 3)).toEqual(near([229, 133, 110], 4));
  });

  test('are those of its profile of greys too', async () => {
    const profile = box('colr', Buffer.from('prof'), greyProfile({ gamma: 1 }));
    const file = makeHeic([square('grey', profile)]);
    expect((await shownAt(file)).slice(0, 3)).toEqual(near([188, 188, 188], 4));
  });
});

test('the alpha channel of a HEIC is kept; a map of depth is none, and neither is Apple’s gain map', async () => {
  const depth = box('auxC', uint32(0), Buffer.from('urn:mpeg:hevc:2015:auxid:2\0'));
  const gainMap = box('auxC', uint32(0), Buffer.from('urn:com:apple:photo:2020:aux:hdrgainmap\0'));
  const withAuxiliary = (property: Buffer) =>
    makeHeic([square('brick'), square('grey', property)], [['auxl', 2, 1]]);
  expect(await shownAt(withAuxiliary(alphaProperty))).toEqual(near([200, 60, 40, 128], 2));
  expect(await shownAt(withAuxiliary(depth))).toEqual(near(brick, 2));
  expect(await shownAt(withAuxiliary(gainMap))).toEqual(near(brick, 2));
});

test('a HEIC whose picture is damaged or cut off is corrupt', async () => {
  const file = makeHeic([square('brick')]);
  await expect(shownAt(file.subarray(0, file.length - 20))).rejects.toThrow(Corrupt);
  const damaged = Buffer.from(file);
  damaged.fill(0xff, damaged.indexOf('hvcC') + 30, damaged.indexOf('hvcC') + 90);
  await expect(shownAt(damaged)).rejects.toThrow(Corrupt);
});

test('the edges of blocks are smoothed as HEVC wants it, and a picture whose stream is damaged is none', async () => {
  const file = makeHeic([square('waves')]);
  expect(await shownAt(file)).toEqual(near([172, 172, 172, 255], 1)); // 186 without
  const damaged = Buffer.from(file);
  for (let at = file.length - 20; at < file.length - 8; at++) damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
  await expect(shownAt(damaged)).rejects.toThrow(Corrupt);
});

test('a HEIC of tiles of which one is damaged or cut off is corrupt: it would have a green hole', async () => {
  const file = tiled();
  const damaged = Buffer.from(file);
  for (let at = file.length - 20; at < file.length - 14; at++) damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
  await expect(shownAt(damaged, 0.25)).rejects.toThrow(Corrupt);
  await expect(shownAt(file.subarray(0, file.length - 12), 0.25)).rejects.toThrow(Corrupt);
});

test('a HEIC whose picture is larger than it says is refused', async () => {
  const file = makeHeic([square('brick')]);
  const at = file.indexOf('ispe') + 8;
  file.writeUInt32BE(32, at);
  file.writeUInt32BE(32, at + 4);
  await expect(shownAt(file)).rejects.toThrow(/larger|more pixels|damaged/);
});

test('a HEIF in another coding is refused by its name', async () => {
  const file = makeHeic([{ ...square('brick'), type: 'avc1' }]);
  const error = await inspect(file, limits).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain('coded as avc1, not as AV1 or HEVC');
});
