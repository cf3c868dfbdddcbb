import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const sharpen = defineParameter({
  name: 'sharpen',
  kind: number({ min: 0.3, max: 10, unit: 'pixels of sigma' }),
  byDefault: 'as it is',
  doc: 'Sharpens edges, after the picture has its size.',
  example: 'sharpen_2-w_320',
  apply: (recipe, value) => withEffect(recipe, (image) => image.sharpen({ sigma: value }), 65 + 10 * value),
});
