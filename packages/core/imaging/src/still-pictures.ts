import type { Sharp } from 'sharp';
import { frame } from './frame.ts';
import { openPixels, type Pixels, samplesOf } from './libvips.ts';
import type { VariantPlan } from './plan.ts';

/** Opens the finished picture of a plan. Plans that differ in nothing but their format share one, made once. */
export function stillPictures(
  pixels: Pixels,
  plans: readonly VariantPlan[],
): (plan: VariantPlan) => Promise<Sharp> | Sharp {
  const shared = sharedShapes(plans);
  const pictures = new Map<string, Promise<Pixels>>();
  return (plan) => {
    const picture = frame(openPixels(pixels), plan);
    const shape = shapeOf(plan);
    if (!shared.has(shape)) return picture;
    const samples = pictures.get(shape) ?? samplesOf(picture, 'srgb');
    pictures.set(shape, samples);
    return samples.then(openPixels);
  };
}

/** Shapes that several plans have, each with one of them. */
export function sharedShapes(plans: readonly VariantPlan[]): Map<string, VariantPlan> {
  const still = plans.filter(({ animated }) => !animated);
  const first = new Map(still.map((plan) => [shapeOf(plan), plan]));
  return new Map(
    [...first].filter(([shape, plan]) => still.some((other) => other !== plan && shapeOf(other) === shape)),
  );
}

/** All that a picture depends on before it is encoded. */
function shapeOf({ width, height, scaled, window, background }: VariantPlan): string {
  return JSON.stringify([width, height, scaled, window, background]);
}
