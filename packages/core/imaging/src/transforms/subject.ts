import { openPixels, type Pixels, samplesOf } from '../libvips.ts';
import { type Size, scaleBy } from '../size.ts';
import type { Recipe } from './recipe.ts';

type Framing = Pick<Recipe, 'region' | 'turn' | 'flip' | 'flop' | 'trim'>;

/** Size of the part of an original that a recipe is about, upright as the recipe turns it; before `trim`. */
export function subjectSize(original: Size, { region, turn }: Pick<Recipe, 'region' | 'turn'>): Size {
  const { width, height } = regionOf(original, region);
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };
}

/** The subject's pixels of an original's, at the same scale. */
export async function subjectOf(pixels: Pixels, recipe: Framing): Promise<Pixels> {
  const { region, turn, flip, flop, trim } = recipe;
  let subject = pixels;
  if (region || turn || flip || flop) {
    const part = openPixels(subject).extract(regionOf(pixels, region));
    // sharp mirrors before it turns, and people mirror what they see.
    const isLying = turn === 90 || turn === 270;
    subject = await samplesOf(
      part
        .flip(isLying ? flop : flip)
        .flop(isLying ? flip : flop)
        .rotate(turn),
      'srgb',
    );
  }
  if (trim === undefined) return subject;
  // libvips refuses to trim all of a picture: one colour is left as it is.
  return samplesOf(openPixels(subject).trim({ threshold: trim }), 'srgb').catch(() => subject);
}

function regionOf(whole: Size, region: Recipe['region']) {
  if (!region) return { left: 0, top: 0, width: whole.width, height: whole.height };
  const left = Math.min(whole.width - 1, Math.round(region.left * whole.width));
  const top = Math.min(whole.height - 1, Math.round(region.top * whole.height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(whole.width - left, Math.round(region.width * whole.width))),
    height: Math.max(1, Math.min(whole.height - top, Math.round(region.height * whole.height))),
  };
}

/** Of the whole original, so that its subject has a size; never more than it has. */
export function wholeAt(original: Size, subject: Size, scaled: Size): Size {
  return scaleBy(
    original,
    Math.min(1, Math.max(scaled.width / subject.width, scaled.height / subject.height)),
  );
}
