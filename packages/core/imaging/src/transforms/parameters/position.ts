import { choice } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { overlaid, positions } from '../recipe.ts';

export const position = defineParameter({
  name: 'position',
  kind: choice(positions),
  byDefault: '`southeast`',
  doc: 'Where the overlay lies. From an edge it keeps a distance of 2 % of the shorter side.',
  example: 'overlay_sample-position_northwest-w_320',
  apply: (recipe, value) => overlaid(recipe, { position: value }),
});
