import { builtConfig } from '@darkroom/infra';

/** How many files the built presets make of a photo: one of each format of each. */
export const filesOfPhoto = Object.values(builtConfig().presets).reduce(
  (sum, { formats }) => sum + formats.length,
  0,
);
