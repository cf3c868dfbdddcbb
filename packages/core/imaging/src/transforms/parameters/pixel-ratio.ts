import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const pixelRatio = defineParameter({
  name: 'dpr',
  kind: number({ min: 1, max: 4 }),
  byDefault: '1',
  doc: 'Device pixel ratio: multiplies width, height, padding and radius.',
  example: 'dpr_2-w_160',
  apply(recipe, value) {
    const { width, height } = recipe.box;
    const times = (pixels: number) => Math.round(pixels * value);
    return {
      ...boxed(recipe, {
        ...(width !== undefined && { width: times(width) }),
        ...(height !== undefined && { height: times(height) }),
      }),
      pad: times(recipe.pad),
      radius: typeof recipe.radius === 'number' ? times(recipe.radius) : recipe.radius,
    };
  },
});
