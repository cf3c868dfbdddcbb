import { parseConfig } from '@darkroom/pipeline-config';
import { describe, expect, it } from 'vitest';
import { TooLarge } from '../errors.ts';
import type { ImageMetadata } from '../inspect.ts';
import { plan } from '../plan.ts';
import { type Budget, checkCost } from './check-cost.ts';

const { presets, limits, functions } = parseConfig({
  presets: { thumb: { width: 320 }, large: { width: 2048, format: 'jpeg' } },
});
const budget = { ...limits, ...functions.processUpload };
const onDemand = { ...limits, ...functions.serveImage };

function image({ coding, ...others }: ImagePart): ImageMetadata {
  const { width = 6000, height = 4000 } = others;
  const ordinary: ImageMetadata['coding'] = {
    stored: { width, height },
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
  };
  const common = {
    format: 'jpeg',
    pages: 1,
    hasAlpha: false,
    colourSpace: 'srgb',
    bytes: 10_000_000,
  } as const;
  return { ...common, width, height, ...others, coding: { ...ordinary, ...coding } };
}
type ImagePart = Partial<Omit<ImageMetadata, 'coding'>> & { coding?: Partial<ImageMetadata['coding']> };

function refusal(part: ImagePart, allowed: Budget = budget, made = presets): string {
  const metadata = image(part);
  try {
    checkCost(metadata, plan(metadata, made), allowed);
  } catch (error) {
    if (error instanceof TooLarge) return error.message;
    throw error;
  }
  return 'none';
}

describe('checkCost', () => {
  it('limits the pixels that are decoded, not those in the header', () => {
    const phone = { width: 16_320, height: 12_240 };
    expect(refusal(phone)).toBe('none'); // a quarter of it is decoded
    expect(refusal({ ...phone, format: 'webp' })).toBe('none'); // 2048 pixels of its width are
    expect(refusal({ ...phone, format: 'png' })).toBe(
      'The image is 16320 × 12240 = 199.8 MP, more than limits.maxPixels 100 MP: raise it in darkroom.config.ts or upload a smaller image.',
    );
    const whole = parseConfig({ presets: { whole: { width: 9000, format: 'jpeg' } } }).presets;
    expect(refusal(phone, { ...budget, maxPixels: 50_000_000 }, whole)).toContain('= 199.8 MP');
    expect(refusal({ width: 40_000, height: 30_000 }, { ...budget, maxPixels: 15_000_000 })).toContain(
      'The image is 40000 × 30000, decoded at 5000 × 3750 = 18.75 MP, more than limits.maxPixels 15 MP',
    );
  });

  it('knows a picture that lies by its stored size', () => {
    const upright = { width: 12_240, height: 16_320, coding: { stored: { width: 16_320, height: 12_240 } } };
    expect(refusal(upright)).toBe('none');
  });

  it('counts with the memory of the function, and with what is put together before its first row', () => {
    const progressive = { scans: 10, coefficients: 3 * 16_320 * 12_240 };
    const phone = { width: 16_320, height: 12_240, coding: progressive };
    expect(refusal(phone)).toBe('none');
    expect(refusal(phone, { ...budget, memoryMb: 1024 })).toMatch(
      /^The variants of this JPEG of 10 scans \(16320 × 12240\) would take up to \d+ MB of memory, more than functions.processUpload.memoryMb 1024: raise it in darkroom.config.ts or upload a smaller image.$/,
    );
    expect(refusal({ ...phone, coding: {} }, { ...budget, memoryMb: 1024 })).toBe('none');
  });

  it('lets the photos of cameras in where the function has the least memory that is allowed', () => {
    for (const format of ['jpeg', 'webp', 'png', 'tiff'] as const) {
      expect(refusal({ format }, { ...budget, memoryMb: 512 })).toBe('none');
    }
  });

  it('counts with a third of the time, of which a function with less memory has less', () => {
    const scans = { scans: 2646, coefficients: 75_000_000 };
    expect(refusal({ width: 7071, height: 7071, coding: scans })).toMatch(
      /of 2646 scans .* would take up to \d+ s, more than a third of functions.processUpload.timeoutSeconds 120/,
    );
    const fewer = { width: 4000, height: 2500, coding: { scans: 2000, coefficients: 15_000_000 } };
    expect(refusal(fewer)).toBe('none');
    expect(refusal(fewer, { ...budget, memoryMb: 512 })).toContain('a third of');
    expect(refusal(fewer, { ...budget, memoryMb: 512, timeoutSeconds: 240 })).toBe('none');
    const moving = { format: 'gif', width: 1280, height: 720, hasAlpha: false } as const;
    expect(refusal({ ...moving, pages: 400 })).toBe('none');
    expect(refusal({ ...moving, pages: 2000 })).toContain('GIF (1280 × 720 × 2000 frames) would take');
  });

  it('lets screen recordings and long GIFs in', () => {
    const recording = { format: 'gif', width: 978, height: 720, pages: 125, hasAlpha: true } as const;
    expect(refusal({ ...recording, coding: { channels: 4 } })).toBe('none');
    expect(refusal({ format: 'gif', width: 480, height: 270, pages: 400, coding: { channels: 4 } })).toBe(
      'none',
    );
  });

  it('lets panoramas of 16 bits a channel in', () => {
    const coding = { bytesPerChannel: 2, isConverted: true };
    const panorama = { width: 30_000, height: 3300, bytes: 50_000_000, colourSpace: 'rgb16' };
    for (const format of ['png', 'tiff'] as const) {
      expect(refusal({ ...panorama, format, coding: { ...coding, channels: 3 } })).toBe('none');
      expect(refusal({ ...panorama, format, hasAlpha: true, coding: { ...coding, channels: 4 } })).toBe(
        'none',
      );
      expect(
        refusal({ ...panorama, format, coding: { ...coding, channels: 3 } }, { ...budget, memoryMb: 1024 }),
      ).toBe('none');
    }
  });

  it('counts the copies of what is written in Display P3, but not of originals in sRGB', () => {
    const made = parseConfig({ presets: { whole: { width: 6000, format: 'jpeg' } } }).presets;
    const coding = { isConverted: true };
    const small = { ...budget, memoryMb: 700 };
    expect(refusal({ coding }, small, made)).toBe('none');
    expect(refusal({ coding }, { ...small, gamut: 'p3' }, made)).toContain('MB of memory');
    expect(refusal({}, { ...small, gamut: 'p3' }, made)).toBe('none');
  });

  it('lets the HEIC photos of phones in where pictures are made on demand, and noise out', () => {
    const made = parseConfig({ presets: { wide: { width: 2048 } } }).presets;
    const heic = { format: 'heic', coding: { isConverted: true } } as const;
    for (const photo of [
      { width: 5712, height: 4284, bytes: 5_000_000 },
      { width: 8064, height: 6048, bytes: 8_000_000 },
    ]) {
      expect(refusal({ ...heic, ...photo }, onDemand, made)).toBe('none');
    }
    const noise = { ...heic, width: 8064, height: 6048, bytes: 36_000_000 };
    expect(refusal(noise, onDemand, made)).toContain('a third of');
    expect(refusal(noise, budget, made)).toBe('none');
  });

  it('lets JPEG XL of 24 MP in, of 12 MP where pictures are made on demand, and 48 MP where there is more memory', () => {
    const photo = { format: 'jxl', bytes: 5_000_000, coding: { channels: 3 } } as const;
    expect(refusal({ ...photo, width: 6000, height: 4000 })).toBe('none');
    expect(refusal({ ...photo, width: 8000, height: 6000 })).toContain('MB of memory');
    expect(refusal({ ...photo, width: 8000, height: 6000 }, { ...budget, memoryMb: 3200 })).toBe('none');
    const made = parseConfig({ presets: { wide: { width: 2048 } } }).presets;
    expect(refusal({ ...photo, width: 4032, height: 3024 }, onDemand, made)).toBe('none');
    expect(refusal({ ...photo, width: 6000, height: 4000 }, onDemand, made)).toContain('a third of');
  });

  it('counts the gain map that a JPEG may have, where it is kept', () => {
    const made = parseConfig({ presets: { whole: { width: 6000, format: 'jpeg' } } }).presets;
    const small = { ...budget, memoryMb: 700 };
    expect(refusal({}, small, made)).toBe('none');
    expect(refusal({}, { ...small, hdr: 'keep' }, made)).toContain('MB of memory');
    expect(refusal({ format: 'webp' }, { ...budget, hdr: 'keep' }, made)).toBe('none');
  });

  it('counts every encode that a search for a quality may need', () => {
    const made = (quality: number | { target: number }) =>
      parseConfig({ presets: { wide: { width: 6000, format: 'avif', quality } } }).presets;
    const roomy = { ...budget, memoryMb: 4000, timeoutSeconds: 75 };
    expect(refusal({}, roomy, made(60))).toBe('none');
    expect(refusal({}, roomy, made({ target: 80 }))).toContain('a third of');
  });

  it('counts what is made too, not only what is read', () => {
    const tall = { format: 'png', width: 2000, height: 16_000 } as const;
    const avif = parseConfig({ presets: { large: { width: 2000, format: 'avif' } } }).presets;
    expect(refusal(tall)).toBe('none');
    expect(refusal(tall, budget, avif)).toContain('MB of memory');
  });
});
