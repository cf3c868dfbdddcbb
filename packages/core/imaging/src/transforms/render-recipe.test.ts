import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { animation, colourAt, limits, redAndBlue } from '../../test/images.ts';
import { inspect } from '../inspect.ts';
import type { OutputFormat } from '../output-format.ts';
import { outputSize, renderRecipe } from './render-recipe.ts';
import { parameters } from './table.ts';
import { transformRecipe } from './transform-recipe.ts';

const budget = { maxPixels: 100_000_000, memoryMb: 3008, timeoutSeconds: 120 };
const red = [255, 0, 0, 255];
const blue = [0, 0, 255, 255];

let original: Uint8Array;
beforeAll(async () => {
  original = await redAndBlue(600, 400).png().toBuffer();
});

async function made(text: string, format: OutputFormat = 'png', bytes = original) {
  const metadata = await inspect(bytes, limits);
  return renderRecipe(bytes, metadata, transformRecipe(text), format, {
    budget,
    maxOutputPixels: 25_000_000,
    overlay: original,
  });
}

/** Size, and colours a quarter of the width from the left and from the right edge. */
async function shown(text: string) {
  const { bytes, width, height } = await made(text);
  const { width: realWidth, height: realHeight } = await sharp(bytes).metadata();
  expect([realWidth, realHeight]).toEqual([width, height]);
  return {
    size: [width, height],
    left: await colourAt(bytes, 0.25, 0.5),
    right: await colourAt(bytes, 0.75, 0.5),
  };
}

describe('geometry', () => {
  it('fits a width', async () => {
    expect(await shown('w_300')).toEqual({ size: [300, 200], left: red, right: blue });
  });
  it('crops to a point', async () => {
    expect(await shown('fit_cover-focus_1x0.5-h_200-w_150')).toMatchObject({ size: [150, 200], right: blue });
    expect(await colourAt((await made('fit_cover-focus_1x0.5-h_200-w_150')).bytes, 0.1, 0.5)).toEqual(blue);
  });
  it('takes a part of the original, at the resolution that this part has', async () => {
    expect(await shown('crop_0.5x0x0.5x1')).toEqual({ size: [300, 400], left: blue, right: blue });
    expect(await shown('crop_0.5x0x0.5x1-w_600')).toMatchObject({ size: [300, 400] });
    expect(await shown('crop_0.5x0x0.5x1-enlarge_true-w_600')).toMatchObject({ size: [600, 800] });
  });
  it('turns clockwise, then fits', async () => {
    const { bytes, width, height } = await made('rotate_90-w_200');
    expect([width, height]).toEqual([200, 300]);
    expect(await colourAt(bytes, 0.5, 0.25)).toEqual(red);
    expect(await colourAt(bytes, 0.5, 0.75)).toEqual(blue);
  });
  it('mirrors left to right', async () => {
    expect(await shown('flip_horizontal')).toMatchObject({ left: blue, right: red });
    expect(await shown('flip_vertical')).toMatchObject({ left: red, right: blue });
  });
  it('mirrors what is turned as one sees it', async () => {
    const { bytes } = await made('flip_vertical-rotate_90');
    expect(await colourAt(bytes, 0.5, 0.25)).toEqual(blue);
  });
  it('multiplies sizes by the pixel ratio', async () => {
    expect(await shown('dpr_2-pad_5-w_100')).toMatchObject({ size: [220, 153] });
  });
  it('cuts borders of one colour off, and fits what is left', async () => {
    const border = { top: 100, bottom: 100, left: 200, right: 200, background: '#ffffff' };
    const framed = await sharp(original).extend(border).png().toBuffer();
    const { width, height, bytes } = await made('trim_10', 'png', framed);
    expect([width, height]).toEqual([600, 400]);
    expect(await colourAt(bytes, 0.01, 0.5)).toEqual(red);
    expect(await made('trim_10-w_300', 'png', framed)).toMatchObject({ width: 300, height: 200 });
  });
  it('leaves a picture of one colour whole', async () => {
    const plain = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    expect(await made('trim_10', 'png', plain)).toMatchObject({ width: 20, height: 10 });
  });
});

describe('looks', () => {
  it('makes a circle with soft edges that is transparent outside, and of the background in JPEG', async () => {
    const text = 'bg_00ff00-fit_cover-h_100-radius_max-w_100';
    const circle = (await made(text)).bytes;
    expect(await colourAt(circle, 0.02, 0.02)).toMatchObject({ 3: 0 });
    expect(await colourAt(circle, 0.25, 0.5)).toEqual(red);
    const [r = 0, g = 0, b = 0] = await colourAt((await made(text, 'jpeg')).bytes, 0.02, 0.02);
    expect(g).toBeGreaterThan(240);
    expect(Math.max(r, b)).toBeLessThan(20);
  });
  it('pads with the background', async () => {
    const { bytes, width, height } = await made('bg_00ff00-pad_10-w_100');
    expect([width, height]).toEqual([120, 87]);
    expect(await colourAt(bytes, 0.02, 0.5)).toEqual([0, 255, 0, 255]);
    expect(await colourAt(bytes, 0.25, 0.5)).toEqual(red);
  });
  it('turns colours grey', async () => {
    const [r, g, b] = await colourAt((await made('grayscale_true')).bytes, 0.25, 0.5);
    expect([g, b]).toEqual([r, r]);
  });
  it('mixes across an edge when it blurs', async () => {
    const [r = 0, , b = 0] = await colourAt((await made('blur_40')).bytes, 0.5, 0.5);
    expect(Math.min(r, b)).toBeGreaterThan(60);
  });
});

describe('animations', () => {
  it('move in WebP, and stand still when that is asked for', async () => {
    const gif = await (await animation(40, 30)).toBuffer();
    const pagesOf = async (text: string) =>
      (await sharp((await made(text, 'webp', gif)).bytes).metadata()).pages ?? 1;
    expect(await pagesOf('w_20')).toBe(3);
    expect(await pagesOf('grayscale_true-w_20')).toBe(3);
    expect(await pagesOf('animated_false-w_20')).toBe(1);
    await expect(made('crop_0x0x0.5x1-w_20', 'webp', gif)).rejects.toMatchObject({
      code: 'InvalidTransform',
    });
    expect(await pagesOf('animated_false-crop_0x0x0.5x1-w_20')).toBe(1);
  });
});

test('a picture that is smaller than its bars has its overlay, and its effects, on all of it', async () => {
  for (const more of ['overlay_logo', 'grayscale_true', 'radius_10']) {
    const { bytes } = await made(`fit_contain-h_200-w_320-crop_0x0x0.01x0.01-${more}`, 'webp');
    expect(await sharp(bytes).metadata(), more).toMatchObject({ width: 320, height: 200 });
  }
});

// What trim leaves is known when it is done.
const foretold = parameters.filter(({ name }) => name !== 'trim');

test.each(foretold.map(({ name, example }) => [name, example]))(
  'the example of %s is made, in the size that was foretold',
  async (_, example) => {
    const { bytes, width, height } = await made(example, 'webp');
    expect(outputSize(transformRecipe(example), { width: 600, height: 400 })).toEqual({ width, height });
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height, format: 'webp' });
  },
);

/** Texts that the table allows, and some that it does not. */
const transforms = fc
  .uniqueArray(
    fc.constantFrom(
      ...parameters.flatMap(({ example }) => example.split('-')),
      'w_1',
      'h_1',
      'w_90',
      'h_16383',
      'dpr_4',
      'radius_8192',
      'pad_1000',
      'crop_0x0x0.001x0.001',
      'trim_100',
    ),
    {
      selector: (pair) => pair.split('_')[0],
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((pairs) => pairs.join('-'));

test('whatever is combined is made as foretold, or refused with a code', async () => {
  await fc.assert(
    fc.asyncProperty(
      transforms,
      fc.constantFrom<OutputFormat>('jpeg', 'webp', 'png'),
      async (text, format) => {
        const size = outputSize(transformRecipe(text), { width: 600, height: 400 });
        if (size.width * size.height > 2_000_000) return;
        const { width, height } = await made(text, format).catch((error) => {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(TooLarge|InvalidTransform)$/) });
          return size;
        });
        if (!text.includes('trim')) expect({ width, height }).toEqual(size);
      },
    ),
    { numRuns: 60 },
  );
});
