import { presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { animation, limits } from '../../test/images.ts';
import { photographs } from '../../test/photographs.ts';
import { renderAll } from '../../test/render-presets.ts';
import { inspect } from '../inspect.ts';
import { samplesOf } from '../libvips.ts';
import { plan } from '../plan.ts';
import { render } from '../render.ts';
import { mostEncodes, tolerance } from './find-quality.ts';
import { lightOf, scoreOf } from './score.ts';
import { typicalQuality } from './typical-quality.ts';

type PresetInput = Parameters<typeof presetSchema.parse>[0];
const target = 80;
const seen = { width: 320, formats: ['avif', 'webp', 'jpeg'], quality: { target } } as const;

async function rendered(bytes: Uint8Array, preset: PresetInput) {
  return (await renderAll(bytes, { only: preset })).variants;
}

const parsed = presetSchema.parse({ width: 320 });

async function exactPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const [png] = await rendered(bytes, { width: 320, format: 'png' });
  return png?.bytes ?? new Uint8Array();
}

/** A red disc on white. */
const drawing = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#ffffff' } })
  .composite([{ input: await disc(180), left: 110, top: 60 }])
  .png()
  .toBuffer();

function disc(diameter: number): Promise<Buffer> {
  const inside = (at: number) =>
    Math.hypot((at % diameter) - diameter / 2, Math.floor(at / diameter) - diameter / 2) < diameter / 2;
  const pixels = Array.from({ length: diameter ** 2 }, (_, at) => [204, 0, 0, inside(at) ? 255 : 0]);
  const raw = { width: diameter, height: diameter, channels: 4 } as const;
  return sharp(Buffer.from(pixels.flat()), { raw }).png().toBuffer();
}

afterEach(() => vi.restoreAllMocks());

describe('a preset with a target', () => {
  it('gives each photograph the quality that it needs, in at most four encodes', async () => {
    const encode = { jpeg: vi.spyOn(sharp.prototype, 'jpeg'), webp: vi.spyOn(sharp.prototype, 'webp') };
    const chosen = new Map<string, Set<number>>();
    for (const { bytes } of photographs().slice(0, 4)) {
      for (const spy of Object.values(encode)) spy.mockClear();
      const pictures = await rendered(bytes, { ...seen, formats: ['webp', 'jpeg'] });
      const exact = lightOf(await samplesOf(sharp(await exactPicture(bytes)), 'srgb'));
      for (const { format, bytes: file, quality } of pictures) {
        expect(quality?.missed).toBeUndefined();
        expect(Math.abs((quality?.score ?? 0) - target)).toBeLessThanOrEqual(tolerance);
        const score = scoreOf(exact, lightOf(await samplesOf(sharp(file), 'srgb')));
        expect(score).toBeCloseTo(quality?.score ?? 0, 0);
        chosen.set(format, (chosen.get(format) ?? new Set()).add(quality?.value ?? 0));
      }
      for (const spy of Object.values(encode)) {
        expect(spy.mock.calls.length).toBeGreaterThan(0);
        expect(spy.mock.calls.length).toBeLessThanOrEqual(mostEncodes);
      }
    }
    for (const qualities of chosen.values()) expect(qualities.size).toBeGreaterThan(1);
  });

  it('reaches it in AVIF too', async () => {
    const [photo] = photographs();
    const [avif] = await rendered(photo?.bytes ?? new Uint8Array(), { ...seen, formats: ['avif'] });
    expect(Math.abs((avif?.quality?.score ?? 0) - target)).toBeLessThanOrEqual(tolerance);
  });

  it('gives larger files for a higher target', async () => {
    const [photo] = photographs();
    const sizes = [];
    for (const each of [65, 80, 90]) {
      const [webp] = await rendered(photo?.bytes ?? new Uint8Array(), {
        width: 320,
        quality: { target: each },
      });
      sizes.push(webp?.bytes.length ?? 0);
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });

  it('encodes a flat drawing once', async () => {
    const encode = vi.spyOn(sharp.prototype, 'webp');
    const [webp] = await rendered(drawing, { width: 400, quality: { target: 75 } });
    expect(webp?.quality?.score).toBeGreaterThan(75);
    expect(encode).toHaveBeenCalledTimes(1);
  });

  it('keeps transparency, and the rights of the photo', async () => {
    const glass = await sharp(drawing).removeAlpha().ensureAlpha(0.5).png().toBuffer();
    const { variants } = await renderAll(glass, { only: seen }, { copyright: '© Jane Doe' });
    for (const { bytes, format, quality } of variants) {
      const header = await sharp(bytes).metadata();
      expect(header.hasAlpha).toBe(format !== 'jpeg');
      expect(header.xmpAsString).toContain('© Jane Doe');
      expect(quality?.score).toBeGreaterThan(0);
    }
  });

  it('has the quality of most photographs where nothing is sought: in animations, and without time', async () => {
    const spy = vi.spyOn(sharp.prototype, 'webp');
    const [moving] = await rendered(await (await animation(60, 40)).toBuffer(), {
      width: 60,
      quality: { target },
    });
    expect(moving?.quality).toBeUndefined();
    expect(spy.mock.calls).toEqual([[expect.objectContaining({ quality: typicalQuality('webp', target) })]]);

    spy.mockClear();
    const [photo] = photographs();
    const bytes = photo?.bytes ?? new Uint8Array();
    const metadata = await inspect(bytes, limits);
    const plans = plan(metadata, { only: { ...parsed, quality: { target: 95 } } });
    const { variants } = await render(bytes, metadata, plans, { timeMs: 0 });
    expect(variants[0]?.quality).toMatchObject({ value: typicalQuality('webp', 95), missed: 'OutOfTime' });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('leaves PNGs exact', async () => {
    const [png] = await rendered(drawing, { width: 400, format: 'png', quality: { target } });
    expect(png?.quality).toBeUndefined();
    const pixels = (bytes?: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
    expect((await pixels(png?.bytes)).equals(await pixels(drawing))).toBe(true);
  });
});
