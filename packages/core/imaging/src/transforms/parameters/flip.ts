import { choice } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const flip = defineParameter({
  name: 'flip',
  kind: choice(['horizontal', 'vertical', 'both']),
  byDefault: 'none',
  doc: 'Mirrors left to right, top to bottom, or both.',
  example: 'flip_horizontal-w_320',
  apply: (recipe, value) => ({ ...recipe, flop: value !== 'vertical', flip: value !== 'horizontal' }),
});
