import { openPixels, type Pixels, samplesOf } from '../libvips.ts';
import type { Recipe } from './recipe.ts';

/** The same picture, transparent outside of rounded corners. */
export function rounded(pixels: Pixels, radius: NonNullable<Recipe['radius']>): Promise<Pixels> {
  const { width, height } = pixels;
  const largest = Math.min(width, height) / 2;
  const mask = cornersMask(width, height, radius === 'max' ? largest : Math.min(radius, largest));
  const input = { input: mask, raw: { width, height, channels: 4 as const }, blend: 'dest-in' as const };
  return samplesOf(openPixels(pixels).ensureAlpha().composite([input]), 'srgb');
}

/** White, with the alpha of a rounded rectangle; an edge covers a pixel in part. */
function cornersMask(width: number, height: number, radius: number): Buffer {
  const mask = Buffer.alloc(width * height * 4, 255);
  const side = Math.ceil(radius);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
      const alpha = Math.round(255 * Math.min(1, Math.max(0, radius - distance + 0.5)));
      for (const row of [y, height - 1 - y]) {
        for (const column of [x, width - 1 - x]) mask[(row * width + column) * 4 + 3] = alpha;
      }
    }
  }
  return mask;
}
