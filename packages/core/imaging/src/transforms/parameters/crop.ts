import { region } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const crop = defineParameter({
  name: 'crop',
  kind: region,
  byDefault: 'the whole picture',
  doc: 'Cuts out a part of the original, before everything else.',
  example: 'crop_0.25x0.25x0.5x0.5-w_320',
  apply: (recipe, value) => ({ ...recipe, region: value }),
});
