import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { limits, redAndBlue } from '../../test/images.ts';
import { alphaProperty, box, type CodedItem, codedItem, makeAvif, nclx } from '../../test/make-avif.ts';
import { columns, rgbProfile } from '../../test/make-profile.ts';
import { renderOne } from '../../test/render-presets.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, TooLarge, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const plain = (background: { r: number; g: number; b: number }, width = 64, height = 64) =>
  sharp({ create: { width, height, channels: 3, background } });
const brick = { r: 200, g: 60, b: 40 };
const item = (image: Parameters<typeof codedItem>[0], ...more: Buffer[]): Promise<CodedItem> =>
  codedItem(image).then(({ stream, properties }) => ({ stream, properties: [...properties, ...more] }));
const rotated = box('irot', [1]); // a quarter anticlockwise
const mirrored = box('imir', [1]); // left to right

describe('the colours of an AVIF', () => {
  // As Chromium 156 shows them.
  test.each([
    ['sRGB', 1, 13, [200, 60, 40]],
    ['Display P3', 12, 13, [217, 42, 23]],
    ['BT.2020', 9, 14, [247, 0, 23]],
    ['BT.709 with its camera curve', 1, 1, [200, 60, 40]],
    ['linear light', 1, 8, [229, 133, 110]],
    ['PQ', 9, 16, [255, 0, 0]],
    ['HLG', 9, 18, [230, 0, 8]],
    ['codes that mean nothing', 200, 200, [200, 60, 40]],
    ['Display P3 and no curve', 12, 2, [217, 42, 23]],
  ] as const)('%s without a profile are shown as in a browser', async (_, primaries, transfer, shown) => {
    const file = makeAvif({ items: [await item(plain(brick), nclx(primaries, transfer))] });
    expect((await shownAt(file)).slice(0, 3)).toEqual(near(shown));
  });

  test('are those of its stream where no box tells', async () => {
    const { stream, properties } = await codedItem(plain(brick));
    const told = await shownAt(makeAvif({ items: [{ stream: streamOfP3(stream), properties }] }));
    expect(told.slice(0, 3)).toEqual(near([217, 42, 23]));
    expect((await shownAt(makeAvif({ items: [{ stream, properties }] }))).slice(0, 3)).toEqual([200, 60, 40]);
  });

  test('are those of its profile where it has one too', async () => {
    const profile = box('colr', Buffer.from('prof'), rgbProfile({ gamma: 1 }, columns.srgb));
    const file = makeAvif({ items: [await item(plain(brick), nclx(12, 13), profile)] });
    expect((await shownAt(file)).slice(0, 3)).toEqual(near([229, 133, 110], 2));
  });

  test.each([10, 12] as const)('with a profile come out right of %i bits', async (bitdepth) => {
    const file = await plain(brick)
      .withIccProfile('p3')
      .avif({ bitdepth, lossless: true, effort: 0 })
      .toBuffer();
    expect(await inspect(file, limits)).toMatchObject({ colourSpace: 'rgb16' });
    expect((await shownAt(file)).slice(0, 3)).toEqual(near([200, 60, 40], 2));
  });

  test('of a logarithmic curve are refused', async () => {
    const file = makeAvif({ items: [await item(plain(brick), nclx(1, 9))] });
    await expect(inspect(file, limits)).rejects.toThrow('logarithmic or extended curve (9)');
  });
});

describe('the alpha channel of an AVIF', () => {
  const half = plain({ r: 128, g: 128, b: 128 });

  test('is divided out of colours that are multiplied by it', async () => {
    const items = [await item(plain({ r: 100, g: 30, b: 20 })), await item(half, alphaProperty)];
    const straight = makeAvif({ items, references: [['auxl', 2, 1]] });
    expect(await shownAt(straight)).toEqual(near([100, 30, 20, 128]));
    const multiplied = makeAvif({
      items,
      references: [
        ['prem', 1, 2],
        ['auxl', 2, 1],
      ],
    });
    expect(await shownAt(multiplied)).toEqual(near([199, 60, 40, 128], 2));
  });

  test.each([
    ['turned', [rotated], [0.5, 0.9], [0.5, 0.1]],
    ['mirrored', [mirrored], [0.9, 0.5], [0.1, 0.5]],
    ['turned and mirrored', [rotated, mirrored], [0.5, 0.9], [0.5, 0.1]],
  ] as const)('is %s with the colours, whether its item says so or not', async (_, turns, ofRed, ofBlue) => {
    // Left half red and opaque, right half blue and half transparent.
    const colours = await item(redAndBlue(96, 64), ...turns);
    const shade = plain({ r: 255, g: 255, b: 255 }, 96, 64).composite([
      { input: { create: { width: 48, height: 64, channels: 3, background: '#808080' } }, left: 48, top: 0 },
    ]);
    const references = [['auxl', 2, 1]] as const;
    for (const alpha of [await item(shade, alphaProperty), await item(shade, alphaProperty, ...turns)]) {
      const file = makeAvif({ items: [colours, alpha], references });
      const [width, height] = turns.includes(rotated as never) ? [64, 96] : [96, 64];
      expect(await inspect(file, limits)).toMatchObject({ width, height, hasAlpha: true });
      expect(await shownAt(file, ...ofRed)).toEqual(near([255, 0, 0, 255], 2));
      expect(await shownAt(file, ...ofBlue)).toEqual(near([0, 0, 255, 128], 2));
    }
  });
});

describe('what is no AVIF picture', () => {
  test('is an animation with a still picture: that one is shown', async () => {
    const file = makeAvif({ brand: 'avis', items: [await item(plain(brick), nclx(1, 13))] });
    expect(await inspect(file, limits)).toMatchObject({ format: 'avif', width: 64, pages: 1 });
    expect((await shownAt(file)).slice(0, 3)).toEqual([200, 60, 40]);
  });

  test('is an animation without one', async () => {
    const file = Buffer.concat([
      box('ftyp', Buffer.from('avis\0\0\0\0avisavif')),
      box('moov', Buffer.alloc(200)),
    ]);
    await expect(inspect(file, limits)).rejects.toThrow(
      'an animation (AVIF or HEIF) without a still picture',
    );
  });

  test.each([
    ['j2k1', 'a HEIF image coded as j2k1'],
    ['vvc1', 'a HEIF image coded as vvc1'],
  ])('is a HEIF image of %s', async (type, reason) => {
    const file = makeAvif({ brand: 'mif1', items: [{ ...(await codedItem(plain(brick))), type }] });
    const error = await inspect(file, limits).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnsupportedFormat);
    expect(error.message).toContain(reason);
  });

  test('is one that is cut off before its list of pictures, or within it', async () => {
    const file = makeAvif({ items: [await item(plain(brick))] });
    const list = file.indexOf('meta', 0, 'latin1') - 4;
    for (let length = 40; length < list + file.readUInt32BE(list); length += 7) {
      await expect(inspect(file.subarray(0, length), limits)).rejects.toThrow(Corrupt);
    }
  });
});

/**
 * The stream with Display P3 in its sequence header, which stands behind an empty unit and two bytes of its own. sharp
 * writes BT.709 and sRGB with the matrix of lossless pictures; all other codes are followed by the range (1: full).
 */
function streamOfP3(stream: Buffer): Buffer {
  const [start, end] = [4, 4 + stream.readUInt8(3)];
  const binary = (codes: readonly number[]) =>
    codes.map((code) => code.toString(2).padStart(8, '0')).join('');
  const bits = binary([...stream.subarray(start, end)]);
  const changed = bits.replace(`1${binary([1, 13, 0])}`, `1${binary([12, 13, 0])}1`).slice(0, bits.length);
  const bytes = changed.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return Buffer.concat([stream.subarray(0, start), Buffer.from(bytes), stream.subarray(end)]);
}

test('an AVIF with more pixels than its header says is refused, not tried again', async () => {
  const avif = await redAndBlue(600, 400).avif().toBuffer();
  const size = avif.indexOf('ispe') + 8;
  avif.writeUInt32BE(40, size);
  avif.writeUInt32BE(30, size + 4);
  expect(await inspect(avif, limits)).toMatchObject({ width: 40, height: 30 });
  await expect(renderOne(avif, { width: 20 })).rejects.toThrow(TooLarge);
});
