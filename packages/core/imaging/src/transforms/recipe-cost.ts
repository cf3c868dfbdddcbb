import type { Cost } from '../cost/cost.ts';
import { hasAlpha } from '../cost/encode-cost.ts';
import type { ImageMetadata } from '../inspect.ts';
import type { VariantPlan } from '../plan.ts';
import { area } from '../size.ts';
import type { Recipe } from './recipe.ts';

/** Of pixels with alpha. */
const bytesOfPixel = 4;
/** Nanoseconds of a pixel, as `encode-cost.ts` counts them. */
const copied = 15;
const masked = 60;
/** A frame is blurred again for what is sharpened of it (`stagedEffects` is for stills). */
const animatedTimes = 3;

/**
 * What a recipe takes beside the decoding, scaling and encoding of its picture. Node.js frees pixels when it likes: all
 * copies count, though none is needed for long.
 */
export function recipeCost(recipe: Recipe, plan: VariantPlan, image: ImageMetadata): Cost {
  const { region, turn, flip, flop, trim, effects, radius, pad } = recipe;
  const times = hasAlpha(plan, image) ? 2 : 1;
  const effect = effects.reduce((sum, { nanoseconds }) => sum + times * nanoseconds + copied, 0);
  const whole = area(plan);
  if (plan.animated) return { bytes: 0, seconds: 1e-9 * image.pages * whole * effect * animatedTimes };

  const bordered = pad > 0 ? (plan.width + 2 * pad) * (plan.height + 2 * pad) : 0;
  const cuts = Number(Boolean(region || turn || flip || flop)) + Number(trim !== undefined);
  const copies = Math.min(effects.length, 2) + (radius === undefined ? 0 : 3) + (pad > 0 ? 1 : 0);
  return {
    bytes: bytesOfPixel * (cuts * area(plan.scaled) + copies * whole + 2 * bordered),
    seconds:
      1e-9 *
      (2 * copied * (cuts * area(plan.scaled) + bordered) +
        whole * (effect + (radius === undefined ? 0 : masked))),
  };
}
