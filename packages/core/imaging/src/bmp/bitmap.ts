import type { Size } from '../size.ts';
import { type BitmapHeader, bitmapHeader } from './bitmap-header.ts';
import { type ColourFields, colourFields, fieldsAt } from './colour-fields.ts';
import { type Palette, paletteOf } from './palette.ts';
import { walkRuns } from './runs.ts';

/** A BMP that was checked: all pixels that it has are in the file, and in the picture. */
export interface Bitmap extends Size {
  /** Otherwise the last row is stored first. */
  readonly isTopDown: boolean;
  readonly bitsPerPixel: number;
  readonly isRunLength: boolean;
  readonly pixelsAt: number;
  readonly hasAlpha: boolean;
  /** What a pixel is: the number of a colour, or colours. */
  readonly colours: Palette | ColourFields;
}

/**
 * Throws `UnsupportedFormat`, `Corrupt` or, for a file that ends too early, a `RangeError`. Nothing that it allocates is as
 * large as the picture.
 */
export function bitmapOf(bytes: Buffer): Bitmap {
  const header = bitmapHeader(bytes);
  const { width, height, isTopDown, bitsPerPixel, isRunLength, pixelsAt } = header;
  if (!isRunLength && endOfPixels(header) > bytes.length)
    throw new RangeError(`The file ends before its ${height} rows do.`);
  const picture = { width, height, isTopDown, bitsPerPixel, isRunLength, pixelsAt };
  if (bitsPerPixel > 8) {
    const colours = colourFields(header.masks);
    return { ...picture, colours, hasAlpha: hasVisiblePixel(bytes, picture, colours) };
  }
  if (isRunLength) walkRuns(bytes, header);
  return { ...picture, colours: paletteOf(bytes, header), hasAlpha: false };
}

/** Rows are filled up to whole numbers of 4 bytes. */
export function rowBytes({ width, bitsPerPixel }: Pick<Bitmap, 'width' | 'bitsPerPixel'>): number {
  return 4 * Math.ceil((width * bitsPerPixel) / 32);
}

/** The last row need not be filled up. */
function endOfPixels(header: BitmapHeader): number {
  const lastRow = header.pixelsAt + (header.height - 1) * rowBytes(header);
  return lastRow + Math.ceil((header.width * header.bitsPerPixel) / 8);
}

/** Many programs name bits for alpha and leave them at 0 everywhere: they mean an opaque picture. */
function hasVisiblePixel(
  bytes: Buffer,
  picture: Omit<Bitmap, 'colours' | 'hasAlpha'>,
  { alpha }: ColourFields,
): boolean {
  if (!alpha) return false;
  const { width, height, bitsPerPixel, pixelsAt } = picture;
  for (let y = 0; y < height; y += 1) {
    const row = pixelsAt + y * rowBytes(picture);
    for (let x = 0; x < width; x += 1) {
      const pixel = fieldsAt(bytes, row + (x * bitsPerPixel) / 8, bitsPerPixel);
      if (((pixel >>> alpha.shift) & alpha.mask) !== 0) return true;
    }
  }
  return false;
}
