import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { withEffect } from '../recipe.ts';

export const brightness = defineParameter({
  name: 'brightness',
  kind: number({ min: 0.1, max: 5 }),
  byDefault: '1',
  doc: 'Makes the picture lighter (above 1) or darker (below 1).',
  example: 'brightness_1.4-w_320',
  apply: (recipe, value) => withEffect(recipe, (image) => image.modulate({ brightness: value }), 60),
});
