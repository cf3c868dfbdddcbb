import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { animation, limits, redAndBlue } from '../test/images.ts';
import { renderAll } from '../test/render-presets.ts';
import { Corrupt } from './errors.ts';
import { reachesTrailer } from './gif-trailer.ts';
import { inspect } from './inspect.ts';

const trailer = 0x3b;

/** Bytes that look like the trailer, like the start of a block or like an end, more often than not. */
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
  .tuple(bytesOf(4), colourTable, bytesOf(2), fc.array(fc.oneof(extension, image), { maxLength: 4 }))
  .map(([size, [flags, table], more, blocks]) =>
    Buffer.from([...Buffer.from('GIF89a'), ...size, flags, ...more, ...table, ...blocks.flat(), trailer]),
  );

test('a GIF reaches its trailer, whatever follows, and no part of it does', () => {
  fc.assert(
    fc.property(gif, fc.uint8Array({ maxLength: 40 }), fc.nat(), (whole, more, at) => {
      expect(reachesTrailer(whole)).toBe(true);
      expect(reachesTrailer(Buffer.concat([whole, more]))).toBe(true);
      expect(reachesTrailer(whole.subarray(0, at % whole.length))).toBe(false);
    }),
  );
});

test('a block that no GIF has ends the search, but zeros before the trailer do not', async () => {
  const whole = await redAndBlue(20, 10).gif().toBuffer();
  const before = (...added: number[]) => Buffer.concat([whole.subarray(0, -1), Buffer.from(added)]);
  expect(reachesTrailer(before(0, 0, trailer))).toBe(true);
  expect(reachesTrailer(before(7, trailer))).toBe(false);
  expect(reachesTrailer(before(0, 0x2c, trailer))).toBe(false); // libvips would see no further frame
});

const presets = { moving: { width: 16, format: 'webp' }, still: { width: 20, format: 'png' } } as const;

test('a GIF that is cut off anywhere is refused', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const; // bytes of every value, the trailer's included
  const canvas = { width: 40, height: 30, channels: 3, background: '#808080', noise } as const;
  const noisy = await sharp({ create: canvas }).png().toBuffer();
  const plain = await redAndBlue(40, 30).png().toBuffer();
  const whole = await sharp([noisy, plain, noisy], { join: { animated: true } })
    .gif()
    .toBuffer();
  for (let length = 13; length < whole.length; length += 1) {
    await expect(inspect(whole.subarray(0, length), limits)).rejects.toThrow(Corrupt);
  }
});

test('what follows the trailer changes no pixel', async () => {
  const whole = await (await animation(20, 10)).toBuffer();
  const other = await redAndBlue(30, 30).gif().toBuffer();
  const expected = await renderAll(whole, presets);
  for (const more of [Buffer.alloc(9), Buffer.from('<!-- 2024 -->'), whole, other, other.subarray(13)]) {
    expect(await renderAll(Buffer.concat([whole, more]), presets)).toEqual(expected);
  }
});
