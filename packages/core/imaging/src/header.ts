import type { Metadata } from 'sharp';
import type { Bitmap } from './bmp/bitmap.ts';
import { openSource, type Source } from './source.ts';

/** What libvips knows of a picture before it is decoded, or we of one that it does not open. */
export type Header = Pick<
  Metadata,
  | ('width' | 'height' | 'pageHeight' | 'pages' | 'orientation' | 'autoOrient' | 'isProgressive')
  | ('channels' | 'depth' | 'space' | 'hasAlpha' | 'hasProfile' | 'isPalette' | 'bitsPerSample')
  | ('exif' | 'iptc' | 'xmp')
>;

export async function headerOf(source: Source): Promise<Header> {
  return source.bitmap
    ? headerOfBitmap(source.bitmap)
    : openSource(source, { limitInputPixels: false }).metadata();
}

/** As it is unpacked, in `bmp/bitmap-pixels.ts`. */
function headerOfBitmap({ width, height, hasAlpha, colours }: Bitmap): Header {
  return {
    ...{ width, height, autoOrient: { width, height } },
    ...{ space: 'srgb', depth: 'uchar', channels: hasAlpha ? 4 : 3, hasAlpha },
    ...{ isPalette: 'palette' in colours, isProgressive: false, hasProfile: false },
  };
}
