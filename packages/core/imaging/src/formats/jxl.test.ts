import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { colourAt, limits } from '../../test/images.ts';
import { box } from '../../test/make-avif.ts';
import { inBoxes, jxl } from '../../test/make-jxl.ts';
import { makePng, uint32 } from '../../test/make-png.ts';
import { renderOne } from '../../test/render-presets.ts';
import { near, shownAt } from '../../test/shown.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import { readFacts } from '../facts/read-facts.ts';
import { inspect } from '../inspect.ts';

const brick = [200, 60, 40, 255];
const blue = [40, 64, 200, 255];

describe('the header of a JPEG XL', () => {
  test.each([
    ['plain', { width: 64, height: 64, hasAlpha: false, colourSpace: 'srgb' }],
    ['alpha', { hasAlpha: true }],
    ['deep', { colourSpace: 'rgb16' }],
    ['grey', { colourSpace: 'b-w' }],
    ['turned', { width: 32, height: 64 }],
    ['animated', { width: 64, height: 64, pages: 1 }],
    ['waves', { width: 96, height: 64 }],
  ] as const)('says of %s what it is before it is decoded', async (name, said) => {
    expect(await inspect(jxl(name), limits)).toMatchObject({ format: 'jxl', ...said });
  });

  test('that is cut off is corrupt', async () => {
    for (const length of [2, 3, 5]) {
      const error = await inspect(jxl('p3').subarray(0, length), limits).catch((reason) => reason);
      expect(error).toBeInstanceOf(Corrupt);
      expect(error.message).toMatch(/^The JPEG XL is damaged or cut off/);
    }
    await expect(inspect(inBoxes(), limits)).rejects.toThrow('its picture is missing');
  });

  test('that tells of a black channel is refused as CMYK', async () => {
    // 8 × 8; not usual, no more fields, 8 bits, small buffers, one extra channel: black, 8 bits, whole, no name
    const bits = [
      '1',
      '00000',
      '100',
      '0',
      '0',
      '0',
      '00',
      '1',
      '10',
      '0',
      '01',
      '0100',
      '0',
      '00',
      '00',
      '00',
    ];
    const stream = Buffer.alloc(64);
    stream.writeUInt16BE(0xff0a);
    for (const [at, bit] of [...bits.join('')].entries())
      if (bit === '1') stream[2 + (at >> 3)] = (stream[2 + (at >> 3)] ?? 0) | (1 << (at & 7));
    await expect(inspect(stream, limits)).rejects.toThrow(UnsupportedFormat);
    await expect(inspect(stream, limits)).rejects.toThrow('CMYK');
  });
});

test.each([
  ['without loss', 'plain', brick],
  ['with loss', 'lossy', brick],
  ['with transparency', 'alpha', [200, 60, 40, 128]],
  ['with 16 bits', 'deep', brick],
  ['in greys', 'grey', [128, 128, 128, 255]],
  ['in Display P3', 'p3', [217, 42, 23, 255]],
  ['with a gamma of its own', 'gamma', [205, 67, 43, 255]],
  ['with an ICC profile', 'linear', [229, 133, 110, 255]],
  ['of several frames, by its first', 'animated', brick],
] as const)('a JPEG XL %s is shown', async (_, name, colour) => {
  expect(await shownAt(jxl(name))).toEqual(near(colour, 2));
});

test.each(['pq', 'hlg'] as const)('HDR, %s, is tone-mapped as in a PNG', async (name) => {
  const size = { width: 8, height: 8, depth: 8, channels: 3 } as const;
  const codes = Buffer.from([9, name === 'pq' ? 16 : 18, 0, 1]);
  const png = makePng({ ...size, at: () => brick.slice(0, 3) }, [['cICP', codes]]);
  expect(await shownAt(jxl(name))).toEqual(near(await shownAt(png), 1));
});

test('one that is to be turned is, once', async () => {
  const { bytes } = await renderOne(jxl('turned'), { width: 100, format: 'png' });
  expect(await colourAt(bytes, 0.5, 0.2)).toEqual(near(brick, 8));
  expect(await colourAt(bytes, 0.5, 0.8)).toEqual(near(blue, 8));
});

describe('in boxes', () => {
  test('the picture is found, whole or in parts', async () => {
    const stream = jxl('waves');
    const parts = [stream.subarray(0, 10), stream.subarray(10, 200), stream.subarray(200)];
    const numbered = parts.map((part, at) => box('jxlp', uint32(at === 2 ? 0x80000002 : at), part));
    const shown = await shownAt(inBoxes(box('jxlc', stream)), 0.3, 0.3);
    expect(await shownAt(inBoxes(...numbered), 0.3, 0.3)).toEqual(shown);
  });

  test('EXIF and XMP are read, compressed or not, and broken ones are none', async () => {
    const exif = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x3b\0\x02\0\0\0\x04Max\0\0\0\0\0', 'latin1');
    const xmp = Buffer.from(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
        '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Agency"/></rdf:RDF></x:xmpmeta>',
    );
    const blocks = { Exif: Buffer.concat([uint32(0), exif]), 'xml ': xmp };
    const packed = (type: string, block: Buffer) => box('brob', Buffer.from(type), brotliCompressSync(block));
    const file = (make: (type: string, block: Buffer) => Buffer) =>
      inBoxes(...Object.entries(blocks).map(([type, block]) => make(type, block)), box('jxlc', jxl('plain')));
    const factsOf = async (bytes: Buffer) =>
      readFacts(bytes, await inspect(bytes, limits), { location: false });
    expect(await factsOf(file(box))).toEqual({ creators: ['Max'], credit: 'Agency' });
    expect(await factsOf(file(packed))).toEqual({ creators: ['Max'], credit: 'Agency' });
    expect(await factsOf(file((type) => box('brob', Buffer.from(type), uint32(7))))).toEqual({});
  });
});

test('a JPEG XL that is cut off, or damaged so that it would need more memory than its header says, is corrupt', async () => {
  const stream = jxl('waves');
  const cutOff = await shownAt(stream.subarray(0, stream.length - 30)).catch((reason) => reason);
  expect(cutOff).toBeInstanceOf(Corrupt);
  expect(cutOff.message).toContain('it is cut off');
  const damaged = Buffer.from(stream);
  damaged.fill(0xff, 12, 60);
  const greedy = await shownAt(damaged).catch((reason) => reason);
  expect(greedy).toBeInstanceOf(Corrupt);
  expect(greedy.message).toContain('it needs more than a picture of its size');
});
