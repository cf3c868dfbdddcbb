import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { animation, colourAt, limits, redAndBlue } from '../../test/images.ts';
import { makeGif } from '../../test/make-gif.ts';
import { renderAll, renderOne } from '../../test/render-presets.ts';
import { Corrupt } from '../errors.ts';
import { inspect } from '../inspect.ts';
import { gifSource } from './gif.ts';

const trailer = 0x3b;

/** Bytes that look like the trailer, like the start of a block or like an end, more often than random ones. */
const byte = fc.oneof(fc.constantFrom(trailer, 0x21, 0x2c, 0), fc.nat(255));
const bytesOf = (length: number) => fc.array(byte, { minLength: length, maxLength: length });
const subBlocks = fc
  .array(fc.array(byte, { minLength: 1, maxLength: 255 }), { maxLength: 3 })
  .map((blocks) => [...blocks.flatMap((block) => [block.length, ...block]), 0]);
/** The flags and the table of as many colours as they say. */
const colourTable = fc.tuple(fc.boolean(), fc.nat(7), fc.nat(15)).chain(([present, size, others]) => {
  const flags = (present ? 0x80 : 0) | (others << 3) | size;
  return fc.tuple(fc.constant(flags), present ? bytesOf(3 * 2 ** (size + 1)) : fc.constant([]));
});
const extension = fc.tuple(byte, subBlocks).map(([label, blocks]) => [0x21, label, ...blocks]);
const image = fc
  .tuple(bytesOf(8), colourTable, byte, subBlocks)
  .map(([place, [flags, table], codeSize, blocks]) => [0x2c, ...place, flags, ...table, codeSize, ...blocks]);
const gif = fc
  .tuple(
    bytesOf(4),
    colourTable,
    bytesOf(2),
    fc.array(fc.oneof(extension, image), { maxLength: 4 }),
    image,
    fc.array(
      extension.filter(([, label]) => label !== 0xf9),
      { maxLength: 2 },
    ),
  )
  .map(([size, [flags, table], more, ...blocks]) =>
    Buffer.from([...Buffer.from('GIF89a'), ...size, flags, ...more, ...table, ...blocks.flat(2), trailer]),
  );

const isWhole = (bytes: Buffer) => {
  try {
    return gifSource(bytes).bytes.length > 0;
  } catch (error) {
    if (error instanceof Corrupt) return false;
    throw error;
  }
};

test('a GIF is complete with its trailer, whatever follows, and without it', () => {
  fc.assert(
    fc.property(gif, fc.uint8Array({ maxLength: 40 }), (whole, more) => {
      expect(isWhole(whole)).toBe(true);
      expect(isWhole(Buffer.concat([whole, more]))).toBe(true);
      expect(isWhole(whole.subarray(0, -1))).toBe(true);
    }),
  );
});

test('an unknown block ends the search, but zeros before the trailer do not', async () => {
  const whole = await redAndBlue(20, 10).gif().toBuffer();
  const before = (...added: number[]) => Buffer.concat([whole.subarray(0, -1), Buffer.from(added)]);
  expect(isWhole(before(0, 0, trailer))).toBe(true);
  expect(isWhole(before(0, 0))).toBe(false); // zeros may be the rest of a truncated file
  expect(isWhole(before(7, trailer))).toBe(false);
  expect(isWhole(before(0, 0x2c, trailer))).toBe(false); // libvips would see no further frame
});

const presets = { moving: { width: 16, format: 'webp' }, still: { width: 20, format: 'png' } } as const;

test('a GIF that is cut off is refused, unless the cut is between two frames', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const; // bytes of every value, the trailer's included
  const canvas = { width: 40, height: 30, channels: 3, background: '#808080', noise } as const;
  const noisy = await sharp({ create: canvas }).png().toBuffer();
  const plain = await redAndBlue(40, 30).png().toBuffer();
  const whole = await sharp([noisy, plain, noisy], { join: { animated: true } })
    .gif()
    .toBuffer();
  const accepted: number[] = [];
  for (let length = 13; length < whole.length; length += 1) {
    const metadata = await inspect(whole.subarray(0, length), limits).catch((error) => error);
    if (metadata instanceof Error) expect(metadata).toBeInstanceOf(Corrupt);
    else accepted.push(metadata.pages);
  }
  expect(accepted).toEqual([1, 2, 3]);
});

test('neither bytes after the trailer nor a missing trailer change a pixel', async () => {
  const whole = await (await animation(20, 10)).toBuffer();
  const other = await redAndBlue(30, 30).gif().toBuffer();
  const expected = await renderAll(whole, presets);
  for (const more of [Buffer.alloc(9), Buffer.from('<!-- 2024 -->'), whole, other, other.subarray(13)]) {
    expect(await renderAll(Buffer.concat([whole, more]), presets)).toEqual(expected);
  }
  expect(await renderAll(whole.subarray(0, -1), presets)).toEqual(expected);
});

describe('a pixel that no frame covers', () => {
  const none = [0, 0, 0, 0];
  const [red, green, blue] = [
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
  ];
  const whole = { width: 8, height: 8 };
  const corner = { left: 4, top: 4, width: 4, height: 4 };

  /** The upper left and the lower right of each frame of a GIF variant. */
  async function frames(file: Buffer) {
    const { bytes } = await renderOne(file, { width: 8, height: 8, format: 'gif' });
    const { pages = 1 } = await sharp(bytes).metadata();
    const pictures = Array.from({ length: pages }, (_, page) => sharp(bytes, { page }).png().toBuffer());
    const points = (picture: Buffer) =>
      Promise.all([colourAt(picture, 0.2, 0.2), colourAt(picture, 0.7, 0.7)]);
    return Promise.all((await Promise.all(pictures)).map(points));
  }
  test('in the first frame is transparent, and gets the background in a JPEG', async () => {
    const file = makeGif(8, 8, [
      { ...corner, colour: 0 },
      { ...whole, colour: 1 },
    ]);
    expect(await inspect(file, limits)).toMatchObject({ width: 8, height: 8, pages: 2, hasAlpha: true });
    expect(await frames(file)).toEqual([
      [none, red],
      [green, green],
    ]);
    const { bytes } = await renderOne(file, { width: 8, format: 'jpeg', background: '#0000ff' });
    expect((await colourAt(bytes, 0.2, 0.2))[2]).toBeGreaterThan(240);
  });

  test('because it was cleared is transparent, whatever the background colour', async () => {
    const file = makeGif(8, 8, [
      { ...whole, colour: 0 },
      { ...corner, colour: 1, disposal: 2 },
      { left: 0, top: 0, width: 4, height: 4, colour: 2 },
    ]);
    expect(await frames(file)).toEqual([
      [red, red],
      [red, green],
      [blue, none],
    ]);
  });

  test('because an earlier picture was restored shows that picture', async () => {
    const file = makeGif(8, 8, [
      { ...whole, colour: 0 },
      { ...corner, colour: 1, disposal: 3 },
      { left: 0, top: 0, width: 4, height: 4, colour: 2 },
    ]);
    expect(await inspect(file, limits)).toMatchObject({ hasAlpha: false });
    expect(await frames(file)).toEqual([
      [red, red],
      [red, green],
      [blue, red],
    ]);
  });
});
