import { choice, either, point } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const focus = defineParameter({
  name: 'focus',
  kind: either(choice(['center', 'attention', 'entropy']), point),
  byDefault: '`center`',
  doc: 'What `fit_cover` keeps: the centre, the most salient region, the busiest one, or a point.',
  example: 'fit_cover-focus_attention-h_320-w_160',
  apply: (recipe, value) => boxed(recipe, { focus: value }),
});
