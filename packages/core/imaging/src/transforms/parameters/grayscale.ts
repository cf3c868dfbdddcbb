import { flag } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const grayscale = defineParameter({
  name: 'grayscale',
  kind: flag,
  byDefault: '`false`',
  doc: 'Black and white.',
  example: 'grayscale_true-w_320',
  apply: (recipe, value) => (value ? withEffect(recipe, (image) => image.grayscale(), 12) : recipe),
});
