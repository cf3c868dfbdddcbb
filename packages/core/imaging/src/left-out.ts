import { qualityOf, type VariantPlan } from './plan.ts';
import { area } from './size.ts';

/** An AVIF that a preset names and an image does not get. The preset has a WebP in its place. */
export interface LeftOut {
  readonly preset: string;
  readonly format: 'avif';
  readonly code: 'OverBudget' | 'OutOfTime' | 'EncodeFailed';
  readonly reason: string;
}

/** The AVIF among plans, smallest first. */
export function avifOf(plans: readonly VariantPlan[]): VariantPlan[] {
  return plans.filter(({ format }) => format === 'avif').sort((a, b) => area(a) - area(b));
}

/** The plans without an AVIF, with a WebP in its place unless its preset has one. */
export function without(plans: readonly VariantPlan[], avif: VariantPlan): VariantPlan[] {
  const isMade = plans.some(({ preset, format }) => preset === avif.preset && format === 'webp');
  return plans.flatMap((plan) => (plan !== avif ? [plan] : isMade ? [] : [asWebp(avif)]));
}

/** AVIF's scale of quality is another. */
function asWebp(plan: VariantPlan): VariantPlan {
  const { target } = plan;
  const quality = target === undefined ? undefined : qualityOf({ quality: { target } }, 'webp');
  return { ...plan, format: 'webp', quality };
}
