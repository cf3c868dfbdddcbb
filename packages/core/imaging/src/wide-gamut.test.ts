import { presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { limits } from '../test/images.ts';
import { codedItem, makeAvif, nclx } from '../test/make-avif.ts';
import { colours, makeHeic, square } from '../test/make-heic.ts';
import { jxl } from '../test/make-jxl.ts';
import { columns, rgbProfile, srgbCurve } from '../test/make-profile.ts';
import { near } from '../test/shown.ts';
import type { Gamut } from './colour/gamut.ts';
import { inspect } from './inspect.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import { renderRecipe } from './transforms/render-recipe.ts';
import { transformRecipe } from './transforms/transform-recipe.ts';

/** Red that sRGB does not hold, as Display P3 stores it. */
const red = { r: 255, g: 20, b: 20 };
const plain = (background: object = red, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 64, height: 48, channels, background: background as typeof red } });
const profile = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
  .withIccProfile('p3')
  .png()
  .toBuffer()
  .then(async (file) => (await sharp(file).metadata()).icc);
const formats = ['jpeg', 'png', 'webp', 'avif'] as const;

/** Originals that hold the red: with a profile, and with code points. */
const originals: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  'an AVIF with code points': async () => {
    const { stream, properties } = await codedItem(plain());
    return makeAvif({ items: [{ stream, properties: [...properties, nclx(12, 13)] }] });
  },
  'a PNG with a profile': () => tagged('png'),
  'a JPEG with a profile': () => tagged('jpeg'),
};

/** sharp would convert the pixels: the profile comes by another file's. */
async function tagged(format: 'png' | 'jpeg'): Promise<Buffer> {
  const icc = await profile;
  const { profiledTiff } = await import('./profiled-tiff.ts');
  const data = await plain().raw().toBuffer();
  const tiff = profiledTiff({ data, width: 64, height: 48, channels: 3 }, icc ?? Buffer.alloc(0));
  return sharp(tiff, { ignoreIcc: true }).keepIccProfile().toFormat(format, { quality: 100 }).toBuffer();
}

async function made(original: Buffer, gamut: Gamut, wanted: readonly string[] = formats) {
  const metadata = await inspect(original, limits);
  const preset = presetSchema.parse({ width: 32, formats: wanted, quality: 95 });
  return render(original, metadata, plan(metadata, { preset }), { gamut });
}

const onDemand = {
  gamut: 'p3',
  maxOutputPixels: 1e6,
  budget: { maxPixels: 1e8, memoryMb: 1769, timeoutSeconds: 29 },
} as const;

/** The stored numbers of a file's middle, whatever they mean. */
async function stored(file: Uint8Array, place = 0.5): Promise<number[]> {
  const { data, info } = await sharp(file, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height * place) * info.width + Math.floor(info.width * place)) * info.channels;
  return [...data.subarray(at, at + 3)];
}

describe.each(Object.entries(originals))('%s of Display P3', (_, make) => {
  test('stays what it is in every format, tagged', async () => {
    const { variants } = await made(await make(), 'p3');
    for (const { format, bytes } of variants) {
      const { icc } = await sharp(bytes).metadata();
      expect(icc?.equals((await profile) ?? Buffer.alloc(0)), format).toBe(true);
      expect(await stored(bytes), format).toEqual(near([255, 20, 20], 5));
    }
  });

  test('becomes sRGB without a tag by default', async () => {
    const { variants } = await made(await make(), 'srgb');
    for (const { format, bytes } of variants) {
      expect((await sharp(bytes).metadata()).icc, format).toBeUndefined();
      expect(await stored(bytes), format).toEqual(near([255, 0, 0], 6));
    }
  });
});

test('the placeholder is in sRGB, and so is a GIF', async () => {
  const { variants, placeholder } = await made(await tagged('png'), 'p3', ['gif']);
  expect(placeholder.dominantColour).toMatch(/^#f[0-9a-f]0[0-9a-f]0[0-9a-f]$/);
  expect(await stored(variants[0]?.bytes ?? new Uint8Array())).toEqual(near([255, 0, 0], 6));
});

test('wider colours become Display P3, and greys stay grey', async () => {
  const { stream, properties } = await codedItem(plain({ r: 128, g: 128, b: 128 }));
  const grey = makeAvif({ items: [{ stream, properties: [...properties, nclx(9, 13)] }] });
  const [variant] = (await made(grey, 'p3', ['png'])).variants;
  expect((await sharp(variant?.bytes).metadata()).icc).toBeDefined();
  expect(await stored(variant?.bytes ?? new Uint8Array())).toEqual(near([128, 128, 128], 1));
});

test('a JPEG XL in Display P3 stays so, by its code points', async () => {
  const [variant] = (await made(jxl('p3'), 'p3', ['png'])).variants;
  expect((await sharp(variant?.bytes).metadata()).icc).toBeDefined();
  expect(await stored(variant?.bytes ?? new Uint8Array())).toEqual(near([200, 60, 40], 1));
});

test('an original in sRGB, with a profile that says so or without, gets no tag', async () => {
  const file = await plain().png().toBuffer();
  const sameByProfile = makeHeic([square('brick', colours(1, 13))]);
  for (const original of [file, sameByProfile, await withProfile(rgbProfile(srgbCurve, columns.srgb))]) {
    const [variant] = (await made(original, 'p3', ['webp'])).variants;
    expect((await sharp(variant?.bytes).metadata()).icc).toBeUndefined();
  }
});

test('a fault while the profile is read is forgotten before the next picture', async () => {
  vi.resetModules();
  const fresh = await import('./render.ts');
  const original = await tagged('png');
  const metadata = await inspect(original, limits);
  const preset = presetSchema.parse({ width: 32, format: 'png' });
  const again = () => fresh.render(original, metadata, plan(metadata, { preset }), { gamut: 'p3' });
  const fault = vi.spyOn(sharp.prototype, 'withIccProfile').mockImplementation(() => {
    throw new Error('out of memory');
  });
  await expect(again()).rejects.toThrow('out of memory');
  fault.mockRestore();
  expect((await again()).variants).toHaveLength(1);
});

async function withProfile(icc: Buffer): Promise<Buffer> {
  const { profiledTiff } = await import('./profiled-tiff.ts');
  const data = await plain().raw().toBuffer();
  return profiledTiff({ data, width: 64, height: 48, channels: 3 }, icc);
}

/** Green of sRGB, as Display P3 stores it. */
const green = near([117, 251, 76], 8);

test('bars, borders and corners have the colour that they have in sRGB', async () => {
  const original = await tagged('png');
  const metadata = await inspect(original, limits);
  const box = { width: 64, height: 64, fit: 'contain', background: '#00ff00', quality: 95 };
  const preset = presetSchema.parse({ ...box, formats });
  const { variants } = await render(original, metadata, plan(metadata, { preset }), { gamut: 'p3' });
  for (const { format, bytes } of variants) expect(await stored(bytes, 0), format).toEqual(green);
  for (const text of ['pad_8', 'radius_max', 'fit_contain-h_64']) {
    const { bytes } = await renderRecipe(
      original,
      metadata,
      transformRecipe(`bg_00ff00-${text}-w_64`),
      'jpeg',
      onDemand,
    );
    expect(await stored(bytes, 0), text).toEqual(green);
  }
});

test('a transform keeps it too, and what is laid over it keeps its colours', async () => {
  const original = await tagged('png');
  const logo = await plain({ r: 0, g: 255, b: 0 }).png().toBuffer();
  const { bytes } = await renderRecipe(
    original,
    await inspect(original, limits),
    transformRecipe('overlay_logo-overlaywidth_1-position_center-w_32'),
    'png',
    { ...onDemand, overlay: logo },
  );
  expect((await sharp(bytes).metadata()).icc).toBeDefined();
  expect(await stored(bytes)).toEqual(near([117, 251, 76], 2)); // sRGB's green in Display P3
});
