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
    if (isWhole(plan, pixels)) return openPixels(pixels);
    const shape = shapeOf(plan);
    if (!shared.has(shape)) return cutFrom(pixels, plan);
    const samples =
      pictures.get(shape) ?? cutFrom(pixels, plan).then((picture) => samplesOf(picture, 'srgb'));
    pictures.set(shape, samples);
    return samples.then(openPixels);
  };
}

async function cutFrom(pixels: Pixels, plan: VariantPlan): Promise<Sharp> {
  if (typeof plan.window !== 'string') return frame(openPixels(pixels), plan, pixels.gamut);
  // libvips would scale twice: to search for the window, and to cut it out.
  const { width, height } = plan.scaled;
  const scaled = await samplesOf(openPixels(pixels).resize(width, height, { fit: 'fill' }), 'srgb');
  return frame(openPixels(scaled), plan, pixels.gamut);
}

/** Whether a plan's picture is all of the pixels, as they are. */
function isWhole({ scaled, ...picture }: VariantPlan, { width, height }: Pixels): boolean {
  return [scaled, picture].every((size) => size.width === width && size.height === height);
}
