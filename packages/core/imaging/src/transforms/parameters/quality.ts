import { whole } from '../kind.ts';
import { defineParameter } from '../parameter.ts';
import { boxed } from '../recipe.ts';

export const quality = defineParameter({
  name: 'q',
  kind: whole({ min: 1, max: 100, unit: '' }),
  byDefault: '80 for JPEG and WebP, 60 for AVIF',
  doc: 'Quality of the encoder: a higher one looks better and has more bytes. A PNG with it gets a palette.',
  example: 'q_20-w_320',
  apply: (recipe, value) => boxed(recipe, { quality: value }),
});
