import { parseConfig, presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { corpus } from '../test/corpus.ts';
import { difference } from '../test/images.ts';
import { checkCost } from './cost/check-cost.ts';
import { ImageError } from './errors.ts';
import { isAnimated } from './formats-of.ts';
import { inspect } from './inspect.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';

const presets = {
  thumb: presetSchema.parse({ width: 160, height: 160, fit: 'cover', focus: 'attention', format: 'webp' }),
  small: presetSchema.parse({ width: 320, format: 'jpeg' }),
  same: presetSchema.parse({ width: 200, height: 200, fit: 'contain', format: 'same' }),
};

const { limits, functions } = parseConfig({ presets });

async function develop(bytes: Uint8Array) {
  const metadata = await inspect(bytes, limits);
  const plans = plan(metadata, presets);
  checkCost(metadata, plans, { ...limits, ...functions.processUpload });
  return { metadata, ...(await render(bytes, metadata, plans)) };
}

/** What the picture should look like, by one plain call of sharp. */
function reference(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).autoOrient().toColourspace('srgb').flatten({ background: '#ffffff' }).png().toBuffer();
}

describe.skipIf(!corpus.isPresent)('the good files of the corpus', () => {
  it.each(corpus.names('good'))('%s comes out right', async (name) => {
    const bytes = corpus.read('good', name);
    const { metadata, variants, placeholder } = await develop(bytes);
    expect(variants.map(({ preset }) => preset)).toEqual(Object.keys(presets));
    for (const variant of variants) {
      const written = await sharp(variant.bytes).metadata();
      expect(written).toMatchObject({ width: variant.width, height: variant.height, space: 'srgb' });
      expect([written.exif, written.xmp, written.iptc, written.icc].some(Boolean)).toBe(false);
      const moves = isAnimated(metadata) && (variant.format === 'webp' || variant.format === 'gif');
      expect((written.pages ?? 1) > 1).toBe(moves);
      if (moves) expect(await duration(variant.bytes)).toEqual(await duration(bytes));
    }
    const small = variants.find(({ preset }) => preset === 'small');
    expect(await difference(small?.bytes ?? bytes, await reference(bytes))).toBeLessThan(8);
    expect(placeholder.dominantColour).toMatch(/^#[0-9a-f]{6}$/);
  });

  it('shows the eight EXIF orientations of one photo as the same picture', async () => {
    const [upright, ...others] = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) => {
        const { metadata, variants } = await develop(corpus.read('good', `Landscape_${orientation}.jpg`));
        expect(metadata).toMatchObject({ width: 600, height: 450 });
        return variants.find(({ preset }) => preset === 'small')?.bytes ?? new Uint8Array();
      }),
    );
    for (const other of others) expect(await difference(other, upright ?? other)).toBeLessThan(6);
  });
});

/** What is refused, and why; all others are ready. Their pictures are compared with a browser's elsewhere. */
const refused: Readonly<Record<string, readonly [code: string, reason: string]>> = {
  '17000x17000.avif': ['TooLarge', '17000 × 17000'],
  'blankpage.pdf': ['UnsupportedFormat', 'a PDF document'],
  'invalid_multiframe.gif': ['Corrupt', 'GIF is damaged'], // a byte that begins no block follows its fourth frame
  'logo.svgz': ['UnsupportedFormat', 'a compressed SVG drawing'],
  'ojpeg-strip.tif': ['UnsupportedFormat', 'old-style JPEG compression'],
  'truncated.gif': ['Corrupt', 'GIF is damaged or cut off'],
  'truncated.svgz': ['UnsupportedFormat', 'a gzip archive'], // what is left of it says no more
  'jpeg-12bit.jpg': ['UnsupportedFormat', 'a 12-bit JPEG'],
  'raw-thumbnail-first.dng': ['UnsupportedFormat', 'a RAW photo (DNG)'],
  'tiff-float-grey.tif': ['UnsupportedFormat', 'floating-point numbers'],
  'tiff-lab8.tif': ['UnsupportedFormat', 'CIELAB with 8 bits'],
  'tiff-old-jpeg-tiled.tif': ['UnsupportedFormat', 'old-style JPEG compression'],
};

describe.skipIf(!corpus.isPresent).each(['more', 'wrong'] as const)('the files of the corpus %s', (kind) => {
  it.each(corpus.names(kind))('%s comes out, or is refused for what it is', async (name) => {
    const outcome = await develop(corpus.read(kind, name)).catch((error: unknown) => error);
    const [code, reason] = refused[name] ?? [];
    if (!code) expect(outcome).toMatchObject({ variants: { length: 3 } });
    else expect(outcome).toMatchObject({ code, message: expect.stringContaining(reason ?? '') });
  });
});

/** Microseconds of processor time, of all threads: what else the machine does is not in them. */
async function work<T>(task: () => Promise<T>): Promise<{ result: T; microseconds: number }> {
  const before = process.cpuUsage();
  const result = await task();
  const { user, system } = process.cpuUsage(before);
  return { result, microseconds: user + system };
}

describe.skipIf(!corpus.isPresent)('the hostile files of the corpus', () => {
  let aPhoto: number;
  beforeAll(async () => {
    const camera = { width: 6000, height: 4000, channels: 3, background: '#808080' } as const;
    const photo = await sharp({ create: camera }).png().toBuffer();
    aPhoto = (await work(() => develop(photo))).microseconds;
  });

  it.each(corpus.names('hostile'))('%s ends in variants or a named error', async (name) => {
    const bytes = corpus.read('hostile', name);
    const memoryBefore = process.memoryUsage.rss();
    const { result: outcome, microseconds } = await work(() =>
      develop(bytes).catch((error: unknown) => error),
    );
    expect(microseconds).toBeLessThan(10 * aPhoto);
    expect(process.memoryUsage.rss() - memoryBefore).toBeLessThan(300 * 1024 ** 2);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImageError);
    else expect(outcome).toMatchObject({ variants: { length: 3 } });
  });
});

/** Encoders merge equal frames, so an animation is compared by how long and how often it plays. */
async function duration(bytes: Uint8Array): Promise<{ milliseconds: number; loop: number | undefined }> {
  const { delay, loop } = await sharp(bytes).metadata();
  return { milliseconds: (delay ?? []).reduce((sum, frame) => sum + frame, 0), loop };
}
