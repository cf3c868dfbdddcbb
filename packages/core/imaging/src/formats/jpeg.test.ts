import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { difference, limits } from '../../test/images.ts';
import { renderOne } from '../../test/render-presets.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { inspect } from '../inspect.ts';

const end = Buffer.from([0xff, 0xd9]);
const preset = { width: 60, format: 'png' } as const;

/** Noise, so that every byte of its pixels matters. */
function noise() {
  const gaussian = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 120, height: 80, channels: 3, background: '#888888', noise: gaussian } });
}

const kinds = [
  ['baseline', { progressive: false }],
  ['progressive', { progressive: true }],
  ['baseline 4:4:4', { progressive: false, chromaSubsampling: '4:4:4' }],
] as const;

describe.each(kinds)('a %s JPEG', (_, options) => {
  let whole: Buffer;
  beforeAll(async () => {
    whole = await noise().jpeg(options).toBuffer();
  });

  test('is read without its end marker, and with bytes after it', async () => {
    const { bytes } = await renderOne(whole, preset);
    for (const file of [whole.subarray(0, -2), Buffer.concat([whole, Buffer.from('a motion photo')])]) {
      expect(await difference((await renderOne(file, preset)).bytes, bytes)).toBe(0);
    }
  });

  test.each([60, 15])(
    'is corrupt if its pixels are cut off, even if an end marker follows (%i wide)',
    async (width) => {
      const pixels = whole.lastIndexOf(Buffer.from([0xff, 0xda]));
      const cuts = [...Array(14).keys()].map(
        (part) => pixels + Math.floor((whole.length - pixels) * (0.02 + 0.07 * part)),
      );
      // The last two blocks, some 40 bytes of noise, may go unnoticed (`withHardEnd`).
      for (const length of [...cuts, whole.length - 120]) {
        const cut = whole.subarray(0, length);
        await expect(renderOne(cut, { width, format: 'png' })).rejects.toThrow(Corrupt);
        await expect(renderOne(Buffer.concat([cut, end]), { width, format: 'png' })).rejects.toThrow(Corrupt);
      }
    },
  );
});

test('a progressive JPEG is corrupt if it ends before its last scan', async () => {
  const whole = await noise().jpeg({ progressive: true }).toBuffer();
  const scan = Buffer.from([0xff, 0xda]);
  for (let at = whole.indexOf(scan); at >= 0; at = whole.indexOf(scan, at + 2)) {
    const cut = Buffer.concat([whole.subarray(0, at), end]);
    await expect(renderOne(cut, preset)).rejects.toThrow('scans of it are missing');
  }
});

test('parameters of a progressive scan in a baseline JPEG, as some phones write them, are accepted', async () => {
  const whole = await noise().jpeg().toBuffer();
  const odd = Buffer.from(whole);
  const scan = odd.indexOf(Buffer.from([0xff, 0xda]));
  odd.writeUInt8(0, scan + 2 + odd.readUInt16BE(scan + 2) - 2); // the last coefficient: 0, not 63
  const { bytes } = await renderOne(whole, preset);
  expect(await difference((await renderOne(odd, preset)).bytes, bytes)).toBe(0);
  const cut = Buffer.concat([odd.subarray(0, odd.length / 2), end]);
  await expect(renderOne(cut, preset)).rejects.toThrow(Corrupt);
});

test('stray bytes between two segments are accepted', async () => {
  const whole = await noise().jpeg().toBuffer();
  const table = whole.indexOf(Buffer.from([0xff, 0xc4]));
  const odd = Buffer.concat([whole.subarray(0, table), Buffer.alloc(5), whole.subarray(table)]);
  const { bytes } = await renderOne(whole, preset);
  expect(await difference((await renderOne(odd, preset)).bytes, bytes)).toBe(0);
});

test.each([
  [0xc1, 12, 'a 12-bit JPEG'],
  [0xc3, 8, 'a lossless JPEG'],
  [0xc3, 16, 'a lossless JPEG'],
  [0xc9, 8, 'an arithmetic-coded JPEG'],
  [0xf7, 8, 'a near-lossless (JPEG-LS) JPEG'],
])('a JPEG with frame %i and %i bits is refused as %s', async (marker, precision, name) => {
  const jpeg = await noise().jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt8(marker, frame + 1);
  jpeg.writeUInt8(precision, frame + 4);
  const error = await inspect(jpeg, limits).catch((reason) => reason);
  expect(error).toBeInstanceOf(UnsupportedFormat);
  expect(error.message).toContain(`This is ${name}`);
});
