import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const blur = defineParameter({
  name: 'blur',
  kind: number({ min: 0.3, max: 100, unit: 'pixels of sigma' }),
  byDefault: 'sharp',
  doc: 'Gaussian blur, after the picture has its size.',
  example: 'blur_8-w_320',
  apply: (recipe, value) => withEffect(recipe, (image) => image.blur(value), 10 + value),
});
