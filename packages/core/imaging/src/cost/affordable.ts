import { TooLarge } from '../errors.ts';
import type { ImageMetadata } from '../inspect.ts';
import { avifOf, type LeftOut, without } from '../left-out.ts';
import type { VariantPlan } from '../plan.ts';
import { area } from '../size.ts';
import { type Budget, checkCost } from './check-cost.ts';

export interface AvifBudget extends Budget {
  /** width × height of all AVIF of an image together. */
  readonly maxAvifPixels: number;
}

/**
 * The plans that an image may have: the largest AVIF are left out while there are more pixels of them than the budget
 * has, or no memory or time for them. Throws `TooLarge` where the others alone are too much.
 */
export function affordable(
  image: ImageMetadata,
  plans: readonly VariantPlan[],
  budget: AvifBudget,
): { readonly plans: readonly VariantPlan[]; readonly leftOut: readonly LeftOut[] } {
  let kept = plans;
  const leftOut: LeftOut[] = [];
  for (const plan of avifOf(plans).reverse()) {
    const reason = refusalOf(image, kept, budget);
    if (reason === undefined) break;
    kept = without(kept, plan);
    leftOut.push({ preset: plan.preset, format: 'avif', code: 'OverBudget', reason });
  }
  checkCost(image, kept, budget);
  return { plans: kept, leftOut };
}

function refusalOf(
  image: ImageMetadata,
  plans: readonly VariantPlan[],
  budget: AvifBudget,
): string | undefined {
  const pixels = avifOf(plans).reduce((sum, plan) => sum + area(plan), 0);
  if (pixels > budget.maxAvifPixels)
    return `The AVIF of this image would have ${pixels} pixels, more than limits.maxAvifPixels ${budget.maxAvifPixels}.`;
  try {
    checkCost(image, plans, budget);
  } catch (error) {
    if (error instanceof TooLarge) return error.message;
    throw error;
  }
  return undefined;
}
