import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { overlaid } from '../recipe.ts';

export const opacity = defineParameter({
  name: 'opacity',
  kind: number({ min: 0.01, max: 1 }),
  byDefault: '1',
  doc: 'How much the overlay covers: 1 as far as it does by itself, 0.5 half as much.',
  example: 'opacity_0.4-overlay_sample-w_320',
  apply: (recipe, value) => overlaid(recipe, { opacity: value }),
});
