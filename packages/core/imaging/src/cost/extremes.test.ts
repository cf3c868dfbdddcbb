import { parseConfig } from '@darkroom/pipeline-config';
import fc from 'fast-check';
import sharp, { type JpegOptions } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type DevelopProcess, startDevelopProcess } from '../../test/develop-process.ts';
import { largeBmp, largePng, largeTiff, longGif } from '../../test/large-images.ts';

const { limits, presets, functions } = parseConfig({
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', format: 'webp' },
    small: { width: 640, format: 'webp' },
    medium: { width: 1280, format: 'webp' },
    large: { width: 2048, format: 'jpeg', quality: 82 },
  },
});
const { memoryMb, timeoutSeconds } = functions.processUpload;
/** What the AWS SDK, the handler and the runtime leave; in MiB, as Lambda means them. */
const leftMb = memoryMb - 200;
const random = Number(process.env.DARKROOM_EXTREMES ?? 3);
const seed = Number(process.env.DARKROOM_SEED ?? Date.now() % 2 ** 31);

// One process for all, as in Lambda: what one image leaves behind counts for the next. Started before any image is made
// here, because a process counts the memory of the one that starts it as its own.
let child: DevelopProcess;
let [mostMemoryMb, mostSeconds] = [0, 0];
beforeAll(() => {
  child = startDevelopProcess();
});
afterAll(() => {
  child.close();
  console.log(`At most ${Math.round(mostMemoryMb)} MB and ${mostSeconds.toFixed(1)} s of processor time`);
});

async function develop(bytes: Buffer): Promise<Answer> {
  const answer = await child.develop(
    { bytes, limits: { ...limits, memoryMb, timeoutSeconds }, presets },
    10 * timeoutSeconds * 1000, // of a machine that does other things too: what counts is processor time
  );
  mostMemoryMb = Math.max(mostMemoryMb, answer.maxMemoryMb);
  mostSeconds = Math.max(mostSeconds, answer.seconds);
  expect(answer.maxMemoryMb).toBeLessThan(leftMb);
  expect(answer.seconds).toBeLessThan(timeoutSeconds / 3);
  return answer;
}

type Flat = Parameters<typeof plain>[2];
function plain(width: number, height: number, { alpha = false, space = 'srgb' } = {}) {
  const background = { r: 51, g: 102, b: 153, alpha: 0.5 };
  const create = { width, height, channels: alpha ? 4 : 3, background } as const;
  return sharp({ create, limitInputPixels: false }).toColourspace(space);
}
const jpeg = (width: number, height: number, options: JpegOptions, how?: Flat) =>
  plain(width, height, how).jpeg(options).toBuffer();
const whole = { chromaSubsampling: '4:4:4' } as const;

/** As much as each format can ask for, in a shape that asks for most. */
const accepted: Readonly<Record<string, () => Buffer | Promise<Buffer>>> = {
  'a 200 MP photo of a phone': () => jpeg(16_320, 12_240, {}),
  'a progressive 200 MP photo in full colour': () => jpeg(16_320, 12_240, { progressive: true, ...whole }),
  'a progressive CMYK JPEG of 100 MP': () => jpeg(10_000, 10_000, { progressive: true }, { space: 'cmyk' }),
  'a JPEG as wide as can be': () => jpeg(65_500, 1500, {}),
  'a PNG with 64 bits a pixel, 65,535 wide': () =>
    largePng({ width: 65_535, height: 1525, depth: 16, channels: 4 }),
  'the same interlaced and square': () =>
    largePng({ width: 10_000, height: 10_000, depth: 16, channels: 4, interlaced: true }),
  'a screenshot 65,535 tall': () => largePng({ width: 1525, height: 65_535, depth: 8, channels: 3 }),
  'a planar TIFF in one strip a channel': () =>
    largeTiff({ width: 10_000, height: 10_000, depth: 16, channels: 4, planar: true }),
  'a BMP in runs, 65,535 wide': () => largeBmp({ width: 65_535, height: 1525 }),
  'a 12-bit AVIF with alpha': () =>
    plain(7071, 7071, { alpha: true })
      .avif({ effort: 0, quality: 30, bitdepth: 12, ...whole })
      .toBuffer(),
  'a lossless WebP with alpha': () =>
    plain(16_383, 6000, { alpha: true }).webp({ lossless: true, effort: 0 }).toBuffer(),
  'a screen recording of 125 frames': () => longGif(978, 720, 125),
  'a GIF of 400 frames': () => longGif(480, 270, 400),
};

describe('an image that is accepted comes out within the memory and a third of the time of the function', () => {
  test.each(Object.entries(accepted))(
    '%s',
    async (_, make) => {
      expect(await develop(await make())).toMatchObject({ ended: 'variants', variants: 4 });
    },
    600_000,
  );
});

const refused: Readonly<Record<string, readonly [string, () => Buffer | Promise<Buffer>]>> = {
  'a line of 33 million pixels': [
    'neither side may have more than 65535 pixels',
    () => largePng({ width: 33_000_000, height: 1, depth: 8, channels: 1 }),
  ],
  'a strip of 1,000,000 × 50 with 64 bits a pixel': [
    'neither side may have more than 65535 pixels',
    () => largePng({ width: 1_000_000, height: 50, depth: 16, channels: 4 }),
  ],
  'a wide interlaced PNG with 64 bits a pixel': [
    'MB of memory, more than functions.processUpload.memoryMb 1769',
    () => largePng({ width: 65_535, height: 763, depth: 16, channels: 4, interlaced: true }),
  ],
  'a PNG of 101 MP': [
    'The image is 10100 × 10000 = 101 MP, more than limits.maxPixels 100 MP',
    () => largePng({ width: 10_100, height: 10_000, depth: 8, channels: 1 }),
  ],
  'an hour of screen recording': [
    'The animation has 36000 frames, more than limits.maxFrames 2000',
    () => longGif(4, 4, 36_000),
  ],
  'half a minute of it in full size': [
    'The variants of this GIF (978 × 720 × 300 frames) would take up to',
    () => longGif(978, 720, 300),
  ],
};

describe('an image that would not is refused for what it is, before it is decoded', () => {
  test.each(Object.entries(refused))(
    '%s',
    async (_, [reason, make]) => {
      const answer = await develop(await make());
      expect(answer).toMatchObject({ code: 'TooLarge', message: expect.stringContaining(reason) });
      expect(answer.seconds).toBeLessThan(1);
    },
    600_000,
  );
});

/** Any shape up to the longest side and beyond all that is taken, on a scale of factors. */
const shape = fc
  .record({
    megapixels: fc.integer({ min: 1, max: 110 }),
    ratio: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  .map(({ megapixels, ratio }) => {
    const most = 65_535 ** 2 / (megapixels * 1e6);
    const width = Math.round(Math.sqrt(megapixels * 1e6 * most ** ratio));
    return { width, height: Math.max(1, Math.floor((megapixels * 1e6) / width)) };
  });
const png = fc.record({
  kind: fc.constant('png' as const),
  depth: fc.constantFrom(8, 16),
  channels: fc.constantFrom(1, 2, 3, 4),
  interlaced: fc.boolean(),
});
const tiff = fc.record({
  kind: fc.constant('tiff' as const),
  depth: fc.constantFrom(8, 16),
  channels: fc.constantFrom(1, 3, 4),
  planar: fc.boolean(),
});
const photo = fc.record({
  kind: fc.constant('jpeg' as const),
  progressive: fc.boolean(),
  space: fc.constantFrom('srgb', 'b-w', 'cmyk'),
  chromaSubsampling: fc.constantFrom('4:2:0', '4:4:4'),
});

test(`${random} images of any size, shape and coding end within the memory and a third of the time`, async () => {
  console.log(`Making images with DARKROOM_SEED=${seed}`);
  const make = fc.tuple(shape, fc.oneof(png, tiff, photo));
  await fc.assert(
    fc.asyncProperty(make, async ([size, image]) => {
      const { width, height } = size;
      const bytes =
        image.kind === 'png'
          ? largePng({ ...size, ...image })
          : image.kind === 'tiff'
            ? largeTiff({ ...size, ...image })
            : await jpeg(Math.min(width, 65_500), Math.min(height, 65_500), image, image);
      const answer = await develop(bytes);
      expect(answer.ended === 'variants' || answer.ended === 'ImageError').toBe(true);
    }),
    { numRuns: random, seed, endOnFailure: true },
  );
}, 3_600_000);
