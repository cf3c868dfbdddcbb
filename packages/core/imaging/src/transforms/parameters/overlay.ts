import { word } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

export const overlay = defineParameter({
  name: 'overlay',
  kind: word,
  byDefault: 'none',
  doc: 'Puts a picture over this one, such as a watermark: `logo` is `logo.png` in the bucket for overlays. Only on stills.',
  example: 'overlay_sample-w_320',
  apply: (recipe, name) => ({
    ...recipe,
    overlay: { name, position: 'southeast', opacity: 1, width: 0.25, tiled: false },
  }),
});
