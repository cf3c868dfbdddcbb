import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const saturation = defineParameter({
  name: 'saturation',
  kind: number({ min: 0.1, max: 5 }),
  byDefault: '1',
  doc: 'Makes colours stronger (above 1) or weaker (below 1).',
  example: 'saturation_0.3-w_320',
  apply: (recipe, value) => withEffect(recipe, (image) => image.modulate({ saturation: value }), 60),
});
