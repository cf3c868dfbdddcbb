import { whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const height = defineParameter({
  name: 'h',
  kind: whole({ min: 1, max: 16_383, unit: 'pixels' }),
  byDefault: 'follows from the width',
  doc: 'Height of the picture, or of the box that it is fitted into.',
  example: 'h_200',
  apply: (recipe, value) => boxed(recipe, { height: value }),
});
