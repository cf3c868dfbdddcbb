import type { OriginalFormat } from '@darkroom/pipeline-config';

/** RAW photos by their names in shared-mime-info. */
const contentTypes: Readonly<Record<OriginalFormat, readonly string[]>> = {
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  webp: ['image/webp'],
  avif: ['image/avif'],
  heic: ['image/heic', 'image/heif'],
  jxl: ['image/jxl'],
  gif: ['image/gif'],
  tiff: ['image/tiff'],
  bmp: ['image/bmp'],
  raw: [
    'image/x-adobe-dng',
    'image/x-canon-cr2',
    'image/x-canon-cr3',
    'image/x-nikon-nef',
    'image/x-sony-arw',
    'image/x-pentax-pef',
    'image/x-fuji-raf',
  ],
};

/** The content types that may be announced. */
export function acceptedTypes(formats: readonly OriginalFormat[]): string[] {
  return formats.flatMap((format) => contentTypes[format]);
}
