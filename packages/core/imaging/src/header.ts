import type { Metadata } from 'sharp';
import type { Bitmap } from './bmp/bitmap.ts';
import type { Jxl } from './jxl/jxl.ts';
import { openSource, type Source } from './source.ts';

/** What libvips knows of a picture before it is decoded, or we of one that it does not open. */
export type Header = Pick<
  Metadata,
  | ('width' | 'height' | 'pageHeight' | 'pages' | 'orientation' | 'autoOrient' | 'isProgressive')
  | ('channels' | 'depth' | 'space' | 'hasAlpha' | 'hasProfile' | 'isPalette' | 'bitsPerSample')
  | ('exif' | 'iptc' | 'xmp')
>;

export async function headerOf(source: Source): Promise<Header> {
  if (source.bitmap) return headerOfBitmap(source.bitmap);
  if (source.jxl) return headerOfJxl(source.jxl);
  return openSource(source, { limitInputPixels: false }).metadata();
}

/** As it is unpacked, in `bmp/bitmap-pixels.ts`. */
function headerOfBitmap({ width, height, hasAlpha, colours }: Bitmap): Header {
  return {
    ...{ width, height, autoOrient: { width, height } },
    ...{ space: 'srgb', depth: 'uchar', channels: hasAlpha ? 4 : 3, hasAlpha },
    ...{ isPalette: 'palette' in colours, isProgressive: false, hasProfile: false },
  };
}

/** As the decoder writes it into a PNG. */
function headerOfJxl({ width, height, hasAlpha, isDeep, isGrey, codePoints, exif, xmp }: Jxl): Header {
  const space = isGrey ? (isDeep ? 'grey16' : 'b-w') : isDeep ? 'rgb16' : 'srgb';
  return {
    ...{ width, height, autoOrient: { width, height } },
    ...{ space, depth: isDeep ? 'ushort' : 'uchar', channels: hasAlpha ? 4 : 3, hasAlpha },
    ...{ isPalette: false, isProgressive: false, hasProfile: codePoints === undefined },
    ...(exif && { exif }),
    ...(xmp && { xmp }),
  };
}
