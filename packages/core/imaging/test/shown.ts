import { expect } from 'vitest';
import { colourAt } from './images.ts';
import { renderOne } from './render-presets.ts';

/** The colour of a full-size PNG variant at a point, as [r, g, b, a]. */
export async function shownAt(file: Uint8Array, x = 0.5, y = 0.5): Promise<number[]> {
  const { bytes } = await renderOne(file, { width: 10_000, format: 'png' });
  return colourAt(bytes, x, y);
}

/** Matches a colour whose channels may each be slightly off. */
export function near(colour: readonly number[], by = 1): unknown[] {
  return colour.map((channel) => expect.toSatisfy((value: number) => Math.abs(value - channel) <= by));
}
