import { whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const width = defineParameter({
  name: 'w',
  kind: whole({ min: 1, max: 16_383, unit: 'pixels' }),
  byDefault: 'follows from the height',
  doc: 'Width of the picture, or of the box that it is fitted into.',
  example: 'w_320',
  apply: (recipe, value) => boxed(recipe, { width: value }),
});
