import { choice } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const fit = defineParameter({
  name: 'fit',
  kind: choice(['inside', 'cover', 'contain', 'outside']),
  byDefault: '`inside`',
  doc: 'How the picture fills a box of width and height, as in CSS `object-fit`: `cover` crops, `contain` pads, `inside` and `outside` keep the aspect ratio.',
  example: 'fit_cover-h_200-w_200',
  apply: (recipe, value) => boxed(recipe, { fit: value }),
});
