import { colour } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const tint = defineParameter({
  name: 'tint',
  kind: colour,
  byDefault: 'none',
  doc: 'Gives every pixel the hue of this colour, and keeps its lightness.',
  example: 'tint_aa7733-w_320',
  apply: (recipe, value) => withEffect(recipe, (image) => image.tint(value), 12),
});
