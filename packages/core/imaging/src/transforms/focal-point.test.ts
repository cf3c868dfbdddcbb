import sharp from 'sharp';
import { expect, test } from 'vitest';
import { limits } from '../../test/images.ts';
import { inspect } from '../inspect.ts';
import { renderRecipe } from './render-recipe.ts';
import { transformRecipe } from './transform-recipe.ts';

const budget = { maxPixels: 100_000_000, memoryMb: 3008, timeoutSeconds: 120 };
const focalPoint = { x: 0.9, y: 0.2 };

/** Grey, with a green square of 24 pixels at the focal point. */
function original(): Promise<Buffer> {
  const plain = { width: 600, height: 400, channels: 3, background: '#808080' } as const;
  const dot = { create: { width: 24, height: 24, channels: 3, background: '#00ff00' } } as const;
  return sharp({ create: plain })
    .composite([{ input: dot, left: 600 * focalPoint.x - 12, top: 400 * focalPoint.y - 12 }])
    .png()
    .toBuffer();
}

async function greens(text: string, point?: typeof focalPoint): Promise<number> {
  const bytes = await original();
  const recipe = transformRecipe(text, point);
  const metadata = await inspect(bytes, limits);
  const made = await renderRecipe(bytes, metadata, recipe, 'png', { budget, maxOutputPixels: 1e6 });
  const pixels = await sharp(made.bytes).removeAlpha().raw().toBuffer();
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3) count += Number(pixels[at] === 0 && pixels[at + 1] === 255);
  return count;
}

const crop = 'fit_cover-focus_own-h_60-w_60';

test.each([
  crop,
  `${crop}-rotate_90`,
  `${crop}-rotate_180`,
  `${crop}-rotate_270`,
  `${crop}-flip_horizontal`,
  `${crop}-flip_vertical-rotate_90`,
  `${crop}-flip_both-rotate_270`,
  `${crop}-crop_0.5x0x0.5x0.5`,
  `${crop}-crop_0.6x0.1x0.4x0.3-flip_horizontal-rotate_90`,
])('%s keeps the focal point of the image', async (text) => {
  expect(await greens(text, focalPoint)).toBeGreaterThanOrEqual(4);
});

test('an image without a focal point keeps its centre', async () => {
  expect(transformRecipe(crop)).toMatchObject({ box: { focus: { x: 0.5, y: 0.5 } } });
  expect(await greens(crop)).toBe(0);
});
