import { whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const pad = defineParameter({
  name: 'pad',
  kind: whole({ min: 1, max: 1000, unit: 'pixels' }),
  byDefault: 'none',
  doc: "Adds a border in the background's colour around the picture, in addition to its size.",
  example: 'bg_aa7733-pad_16-w_320',
  apply: (recipe, value) => ({ ...recipe, pad: value }),
});
