import { choice, either, whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const radius = defineParameter({
  name: 'radius',
  kind: either(whole({ min: 1, max: 8192, unit: 'pixels' }), choice(['max'])),
  byDefault: 'square corners',
  doc: "Rounds the corners; `max` makes a circle of a square. In JPEG they have the background's colour.",
  example: 'fit_cover-h_200-radius_max-w_200',
  apply: (recipe, value) => ({ ...recipe, radius: value }),
});
