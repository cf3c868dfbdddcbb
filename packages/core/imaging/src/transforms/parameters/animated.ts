import { flag } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const animated = defineParameter({
  name: 'animated',
  kind: flag,
  byDefault: '`true`',
  doc: 'Whether an animation stays animated, in WebP and GIF. `false` gives its first frame.',
  example: 'animated_false-w_320',
  apply: (recipe, value) => ({ ...recipe, animated: value }),
});
