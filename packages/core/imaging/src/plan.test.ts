import { type Preset, presetSchema } from '@darkroom/pipeline-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageMetadata } from './inspect.ts';
import { plan, type VariantPlan } from './plan.ts';

type PresetInput = Parameters<typeof presetSchema.parse>[0];

const photo: ImageMetadata = {
  format: 'jpeg',
  width: 3000,
  height: 2000,
  pages: 1,
  hasAlpha: false,
  colourSpace: 'srgb',
  bytes: 1_000_000,
  coding: {
    stored: { width: 3000, height: 2000 },
    isTurned: false,
    channels: 3,
    bytesPerChannel: 1,
    paletteColours: 0,
    isInterlaced: false,
    isLossless: false,
    scans: 0,
    coefficients: 0,
    heldRows: 0,
    isConverted: false,
    isPremultiplied: false,
  },
};

function planOne(preset: PresetInput, original: Partial<ImageMetadata> = {}): VariantPlan {
  const [planned] = plan({ ...photo, ...original }, { only: presetSchema.parse(preset) });
  if (!planned) throw new Error('A preset gave no plan.');
  return planned;
}

function size(preset: PresetInput, original?: Partial<ImageMetadata>): [number, number] {
  const { width, height } = planOne(preset, original);
  return [width, height];
}

describe('plan', () => {
  it('derives the missing side from the aspect ratio', () => {
    expect(size({ width: 600 })).toEqual([600, 400]);
    expect(size({ height: 100, fit: 'cover' })).toEqual([150, 100]);
  });

  it('sizes a box as CSS object-fit does', () => {
    expect(size({ width: 300, height: 300, fit: 'inside' })).toEqual([300, 200]);
    expect(size({ width: 300, height: 300, fit: 'outside' })).toEqual([450, 300]);
    expect(size({ width: 300, height: 300, fit: 'cover' })).toEqual([300, 300]);
    expect(planOne({ width: 300, height: 300, fit: 'contain' })).toMatchObject({
      width: 300,
      height: 300,
      scaled: { width: 300, height: 200 },
      window: { left: 0, top: -50 },
    });
  });

  it('never enlarges a small original unless asked', () => {
    const small = { width: 100, height: 50 };
    expect(size({ width: 640 }, small)).toEqual([100, 50]);
    expect(size({ width: 640, enlarge: true }, small)).toEqual([640, 320]);
    expect(size({ width: 200, height: 200, fit: 'cover' }, small)).toEqual([50, 50]);
    expect(planOne({ width: 200, height: 200, fit: 'contain' }, small)).toMatchObject({
      width: 200,
      scaled: small,
      window: { left: -50, top: -75 },
    });
  });

  it('centres the crop on a focus point, as far as the edges allow', () => {
    const crop = (x: number) =>
      planOne({ width: 100, height: 100, fit: 'cover', focus: { x, y: 0.5 } }, { width: 400, height: 100 })
        .window;
    expect(crop(0.5)).toEqual({ left: 150, top: 0 });
    expect(crop(0.25)).toEqual({ left: 50, top: 0 });
    expect(crop(1)).toEqual({ left: 300, top: 0 });
  });

  it('keeps the format for `same` if it can be written', () => {
    const format = (original: Partial<ImageMetadata>) =>
      planOne({ width: 9, format: 'same' }, original).format;
    expect(format({ format: 'avif' })).toBe('avif');
    expect(format({ format: 'tiff' })).toBe('jpeg');
    expect(format({ format: 'tiff', hasAlpha: true })).toBe('png');
  });

  it('makes each format once, and no still beside what moves', () => {
    const formats = (original: Partial<ImageMetadata>, named: Preset['formats']) =>
      plan({ ...photo, ...original }, { only: presetSchema.parse({ width: 9, formats: named }) }).map(
        ({ format }) => format,
      );
    expect(formats({}, ['avif', 'webp', 'jpeg'])).toEqual(['avif', 'webp', 'jpeg']);
    expect(formats({ format: 'webp' }, ['webp', 'same'])).toEqual(['webp']);
    expect(formats({ format: 'gif', pages: 12 }, ['avif', 'webp', 'jpeg'])).toEqual(['webp']);
    expect(formats({ format: 'gif', pages: 12 }, ['avif', 'jpeg'])).toEqual(['avif', 'jpeg']);
  });

  it('animates if both formats can, with one crop for all frames', () => {
    const gif = { format: 'gif', pages: 12 } as const;
    const square = { width: 90, height: 90, fit: 'cover', focus: 'attention' } as const;
    expect(planOne({ ...square, format: 'webp' }, gif)).toMatchObject({
      animated: true,
      window: { left: 23 },
    });
    expect(planOne({ ...square, format: 'jpeg' }, gif)).toMatchObject({
      animated: false,
      window: 'attention',
    });
    expect(planOne({ width: 90, format: 'webp' }, { format: 'tiff', pages: 12 }).animated).toBe(false);
  });

  it('does not look for attention in a picture so large that it would take seconds', () => {
    const square = { width: 320, height: 320, fit: 'cover', focus: 'attention', enlarge: true } as const;
    expect(planOne(square, { width: 200, height: 300 }).window).toBe('attention');
    expect(planOne(square, { width: 1, height: 10_000 }).window).toEqual({ left: 0, top: 1_599_840 });
  });

  it('shrinks a panorama to the largest size that the format supports', () => {
    expect(size({ height: 1000, format: 'webp' }, { width: 40_000, height: 1000 })).toEqual([16_383, 410]);
    expect(size({ height: 1000, format: 'jpeg' }, { width: 40_000, height: 1000 })).toEqual([40_000, 1000]);
  });

  const side = fc.integer({ min: 1, max: 16_383 });
  const anyPreset = fc
    .record(
      {
        width: side,
        height: side,
        fit: fc.constantFrom('cover', 'contain', 'inside', 'outside'),
        focus: fc.oneof(
          fc.constantFrom('center', 'attention', 'entropy'),
          fc.record({
            x: fc.double({ min: 0, max: 1, noNaN: true }),
            y: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        ),
        format: fc.constantFrom('jpeg', 'webp', 'avif', 'gif', 'png'),
        enlarge: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .filter(({ width, height }) => width !== undefined || height !== undefined)
    .map((preset) => presetSchema.parse(preset));
  const anyOriginal = fc.record({
    width: fc.integer({ min: 1, max: 65_535 }),
    height: fc.integer({ min: 1, max: 65_535 }),
  });

  it('gives whole sizes of at least a pixel that fit the box and keep the shape', () => {
    fc.assert(
      fc.property(anyPreset, anyOriginal, (preset, original) => {
        const { scaled, width, height } = planOne(preset, original);
        for (const pixels of [scaled.width, scaled.height, width, height]) {
          expect(Number.isInteger(pixels) && pixels >= 1).toBe(true);
        }
        if (!preset.enlarge) {
          expect(scaled.width).toBeLessThanOrEqual(original.width);
          expect(scaled.height).toBeLessThanOrEqual(original.height);
        }
        if (preset.fit !== 'outside') {
          expect(width).toBeLessThanOrEqual(preset.width ?? Number.POSITIVE_INFINITY);
          expect(height).toBeLessThanOrEqual(preset.height ?? Number.POSITIVE_INFINITY);
        }
        // Some scale rounds to both sides; a side below one pixel counts as one.
        const narrowest = (pixels: number, of: number) => (pixels === 1 ? 0 : (pixels - 0.5) / of);
        expect(narrowest(scaled.width, original.width)).toBeLessThanOrEqual(
          (scaled.height + 0.5) / original.height,
        );
        expect(narrowest(scaled.height, original.height)).toBeLessThanOrEqual(
          (scaled.width + 0.5) / original.width,
        );
      }),
    );
  });

  it('keeps a crop inside the picture', () => {
    fc.assert(
      fc.property(anyPreset, anyOriginal, (preset, original) => {
        const { scaled, window, width, height } = planOne({ ...preset, fit: 'cover' }, original);
        expect(width).toBeLessThanOrEqual(scaled.width);
        expect(height).toBeLessThanOrEqual(scaled.height);
        if (typeof window === 'string') return;
        expect(window.left).toBeGreaterThanOrEqual(0);
        expect(window.top).toBeGreaterThanOrEqual(0);
        expect(window.left + width).toBeLessThanOrEqual(scaled.width);
        expect(window.top + height).toBeLessThanOrEqual(scaled.height);
      }),
    );
  });
});
