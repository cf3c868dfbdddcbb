import { choice } from '../kind.ts';
import { defineParameter } from '../parameter.ts';

const turns = { 90: 90, 180: 180, 270: 270 } as const;

export const rotate = defineParameter({
  name: 'rotate',
  kind: choice(['90', '180', '270']),
  byDefault: 'upright, as the EXIF orientation says',
  doc: 'Turns the picture clockwise, in degrees, before it is resized.',
  example: 'rotate_90-w_200',
  apply: (recipe, value) => ({ ...recipe, turn: turns[value] }),
});
