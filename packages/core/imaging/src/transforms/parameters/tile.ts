import { flag } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { overlaid } from '../recipe.ts';

export const tile = defineParameter({
  name: 'tile',
  kind: flag,
  byDefault: '`false`',
  doc: 'Whether the overlay is repeated over the whole picture.',
  example: 'opacity_0.4-overlay_sample-tile_true-w_320',
  apply: (recipe, value) => overlaid(recipe, { tiled: value }),
});
