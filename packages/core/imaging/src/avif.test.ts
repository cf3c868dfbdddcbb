import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../test/images.ts';
import { affordable } from './cost/affordable.ts';
import { TooLarge } from './errors.ts';
import { inspect } from './inspect.ts';
import { avifOf } from './left-out.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import { avifOrReason } from './render-avif.ts';

const presets = {
  both: presetSchema.parse({ width: 60, formats: ['avif', 'webp'] }),
  alone: presetSchema.parse({ width: 120, formats: ['avif'], quality: 40 }),
};
const budget = { maxPixels: 1e8, maxAvifPixels: 1e7, memoryMb: 1769, timeoutSeconds: 120 };
const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
const photo = await sharp({ create: { width: 240, height: 160, channels: 3, background: '#000', noise } })
  .jpeg()
  .toBuffer();
const metadata = await inspect(photo, limits);

async function made(allowed: Partial<typeof budget> = {}, avifMs = 60_000) {
  const { plans, leftOut } = affordable(metadata, plan(metadata, presets), { ...budget, ...allowed });
  const rendered = await render(photo, metadata, plans, { timeMs: avifMs });
  const files = await Promise.all(
    rendered.variants.map(async ({ preset, bytes }) => `${preset} ${(await sharp(bytes).metadata()).format}`),
  );
  const missing = [...leftOut, ...rendered.leftOut];
  return { files, leftOut: missing.map(({ preset, code }) => `${preset} ${code}`), missing };
}

/** Encodes until it is told to end. */
function slowEncoder(): { end: () => void } {
  const told = new EventEmitter();
  const ended = once(told, 'end');
  const slow = sharp(photo);
  slow.toBuffer = () => ended.then(() => photo) as never;
  vi.spyOn(sharp.prototype, 'avif').mockReturnValue(slow);
  return { end: () => told.emit('end') };
}

afterEach(() => vi.restoreAllMocks());

describe('an AVIF', () => {
  it('is made of each preset that names it', async () => {
    expect(await made()).toMatchObject({ files: ['both heif', 'both webp', 'alone heif'], leftOut: [] });
  });

  it('is WebP where its pixels are over the budget of the image, the largest first, and the record says so', async () => {
    const { files, leftOut, missing } = await made({ maxAvifPixels: 60 * 40 });
    expect(files).toEqual(['both heif', 'both webp', 'alone webp']);
    expect(leftOut).toEqual(['alone OverBudget']);
    expect(missing[0]?.reason).toBe(
      'The AVIF of this image would have 12000 pixels, more than limits.maxAvifPixels 2400.',
    );
    expect((await made({ maxAvifPixels: 0 })).files).toEqual(['both webp', 'alone webp']);
  });

  it('is left out where the function has no memory or time for it, and the image is refused only without it', () => {
    const large = { ...metadata, width: 6000, height: 4000 };
    const wide = { wide: presetSchema.parse({ width: 6000, formats: ['avif', 'webp'] }) };
    const formats = (allowed: Partial<typeof budget>) =>
      affordable(large, plan(large, wide), { ...budget, maxAvifPixels: 1e8, ...allowed }).plans.map(
        ({ format }) => format,
      );
    expect(formats({ memoryMb: 3000 })).toEqual(['avif', 'webp']);
    expect(formats({ memoryMb: 1000 })).toEqual(['webp']);
    expect(formats({ memoryMb: 3000, timeoutSeconds: 29 })).toEqual(['webp']);
    expect(() => formats({ memoryMb: 400 })).toThrow(TooLarge);
  });

  it('that fails loses no other variant', async () => {
    vi.spyOn(sharp.prototype, 'avif').mockImplementation(() => {
      throw new Error('heifsave: out of memory');
    });
    const { files, leftOut, missing } = await made();
    expect(files).toEqual(['both webp', 'alone webp']);
    expect(leftOut).toEqual(['both EncodeFailed', 'alone EncodeFailed']);
    expect(missing[0]?.reason).toContain('heifsave: out of memory');
  });

  it('that is slow loses no other variant', async () => {
    const { files, leftOut } = await made({}, 0);
    expect(files).toEqual(['both webp', 'alone webp']);
    expect(leftOut).toEqual(['both OutOfTime', 'alone OutOfTime']);

    const { end } = slowEncoder();
    expect((await made({}, 300)).files).toEqual(['both webp', 'alone webp']);
    end();
  });

  it('that goes on after its time is over has ended before the next image is begun', async () => {
    const told = new EventEmitter();
    const plans = plan(metadata, presets);
    const [first] = avifOf(plans);
    if (!first) throw new Error('No AVIF is planned.');
    const until = performance.now() + 100;
    const late = await avifOrReason(first, () => once(told, 'end'), { ms: 100, until });
    expect(late).toMatchObject({ leftOut: { code: 'OutOfTime' } });
    const reading = vi.spyOn(sharp.prototype, 'metadata'); // the first that a decode does
    const next = render(photo, metadata, plans);
    await setImmediate();
    expect(reading).not.toHaveBeenCalled();
    told.emit('end');
    expect((await next).variants).toHaveLength(3);
    expect(reading).toHaveBeenCalled();
  });

  it('has halved colours of a photograph, and whole ones of a drawing', async () => {
    const drawing = await sharp(
      Buffer.concat(Array.from({ length: 160 }, (_, y) => Buffer.alloc(720, y % 40 < 20 ? 255 : 10))),
      { raw: { width: 240, height: 160, channels: 3 } },
    )
      .png()
      .toBuffer();
    const subsampling = async (bytes: Buffer) => {
      const header = await inspect(bytes, limits);
      const { variants } = await render(bytes, header, plan(header, { alone: presets.alone }));
      // AV1 Codec ISO Media File Format Binding, av1C: chroma_subsampling_x and _y.
      const file = Buffer.from(variants[0]?.bytes ?? []);
      return (file.readUInt8(file.indexOf('av1C') + 6) >> 2) & 3;
    };
    expect(await subsampling(photo)).toBe(3);
    expect(await subsampling(drawing)).toBe(0);
  });
});
