import { whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const trim = defineParameter({
  name: 'trim',
  kind: whole({ min: 1, max: 100, unit: '' }),
  byDefault: 'nothing is cut off',
  doc: 'Cuts off borders of one colour. The number is how much a pixel may differ from the one at the top left, of 255.',
  example: 'trim_10-w_320',
  apply: (recipe, value) => ({ ...recipe, trim: value }),
});
