import { region } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const crop = defineParameter({
  name: 'crop',
  kind: region,
  byDefault: 'the whole picture',
  doc: 'The part of the original that everything else works on.',
  example: 'crop_0.25x0.25x0.5x0.5-w_320',
  apply: (recipe, value) => ({ ...recipe, region: value }),
});
