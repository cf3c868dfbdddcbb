import type { Sharp } from 'sharp';
import { frame } from './frame.ts';
import { openPixels, type Pixels, samplesOf } from './libvips.ts';
import type { VariantPlan } from './plan.ts';
import { shapeOf, sharedShapes } from './shared-shapes.ts';

/** Opens the finished picture of a plan. Plans that differ in nothing but their format share one, made once. */
export function stillPictures(
  pixels: Pixels,
  plans: readonly VariantPlan[],
): (plan: VariantPlan) => Promise<Sharp> | Sharp {
  const shared = sharedShapes(plans);
  const pictures = new Map<string, Promise<Pixels>>();
  return (plan) => {
    const open = () => frame(openPixels(pixels), plan, pixels.gamut);
    const shape = shapeOf(plan);
    if (!shared.has(shape)) return open();
    const samples = pictures.get(shape) ?? samplesOf(open(), 'srgb');
    pictures.set(shape, samples);
    return samples.then(openPixels);
  };
}
