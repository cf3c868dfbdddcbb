import type { VariantPlan } from './plan.ts';

/** Shapes that several plans have, each with one of them. */
export function sharedShapes(plans: readonly VariantPlan[]): Map<string, VariantPlan> {
  const still = plans.filter(({ animated }) => !animated);
  const first = new Map(still.map((plan) => [shapeOf(plan), plan]));
  return new Map(
    [...first].filter(([shape, plan]) => still.some((other) => other !== plan && shapeOf(other) === shape)),
  );
}

/** All that a picture depends on before it is encoded. */
export function shapeOf({ width, height, scaled, window, background }: VariantPlan): string {
  return JSON.stringify([width, height, scaled.width, scaled.height, window, background]);
}
