/** Of the originals that can be read. RAW photos are shown by the JPEG inside. */
export const originalFormats = [
  'jpeg',
  'png',
  'webp',
  'avif',
  'heic',
  'jxl',
  'gif',
  'tiff',
  'bmp',
  'raw',
] as const;

export type OriginalFormat = (typeof originalFormats)[number];
