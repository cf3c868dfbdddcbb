import { miniatureSide } from './placeholder.ts';
import type { VariantPlan } from './plan.ts';
import { area, type Size, scaleBy } from './size.ts';

/** The largest size that a still variant or the placeholder is made from, but never more than the original has. */
export function decodedSize(original: Size, plans: readonly VariantPlan[]): Size {
  const smallest = scaleBy(original, miniatureSide / Math.max(original.width, original.height));
  const needed = plans.filter((plan) => !plan.animated).map((plan) => plan.scaled);
  const largest = needed.reduce((a, b) => (area(b) > area(a) ? b : a), smallest);
  return area(largest) < area(original) ? largest : original;
}
