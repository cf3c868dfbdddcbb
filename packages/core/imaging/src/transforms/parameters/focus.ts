import { choice, either, point } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';
import { seenInSubject } from '../seen-in-subject.ts';

export const focus = defineParameter({
  name: 'focus',
  kind: either(choice(['center', 'attention', 'entropy', 'own']), point),
  byDefault: '`center`',
  doc: "What `fit_cover` keeps: the centre, the most salient region, the busiest one, the image's own focal point, or a point.",
  example: 'fit_cover-focus_attention-h_320-w_160',
  apply: (recipe, value) =>
    boxed(recipe, { focus: value === 'own' ? seenInSubject(recipe.focalPoint, recipe) : value }),
});
