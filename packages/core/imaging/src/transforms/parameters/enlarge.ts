import { flag } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const enlarge = defineParameter({
  name: 'enlarge',
  kind: flag,
  byDefault: '`false`',
  doc: 'Enlarges an original that is smaller than the size asked for.',
  example: 'crop_0.4x0.4x0.1x0.1-enlarge_true-w_320',
  apply: (recipe, value) => boxed(recipe, { enlarge: value }),
});
