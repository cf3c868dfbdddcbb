import { colour } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const background = defineParameter({
  name: 'bg',
  kind: colour,
  byDefault: '`ffffff`',
  doc: 'The colour of padding and bars, and of what is transparent where the format is JPEG.',
  example: 'bg_334455-fit_contain-h_200-w_320',
  apply: (recipe, value) => boxed(recipe, { background: value }),
});
