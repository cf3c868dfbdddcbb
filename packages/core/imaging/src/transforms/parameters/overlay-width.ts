import { number } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { overlaid } from '../recipe.ts';

export const overlayWidth = defineParameter({
  name: 'overlaywidth',
  kind: number({ min: 0.01, max: 1 }),
  byDefault: '0.25',
  doc: "Width of the overlay, as a fraction of the picture's. It never gets higher than the picture.",
  example: 'overlay_sample-overlaywidth_0.6-w_320',
  apply: (recipe, width) => overlaid(recipe, { width }),
});
