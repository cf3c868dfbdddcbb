import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { Corrupt, ImageError, TooLarge, UnsupportedFormat } from './errors.ts';

// How libvips runs in a function. An operation on one thread and several variants at a time uses a share of a
// vCPU best, and a cache of operations would only hold the memory of images that never come again.
sharp.concurrency(1);
sharp.cache(false);

// Only these decoders see any bytes: SVG, PDF and everything that ImageMagick reads stay shut.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Opens an encoded image; nothing is decoded yet. `failOn: 'error'` refuses every cut-off file and nearly every
 * damaged one. 'warning' would find a few more flipped bits in JPEGs, at the price of the photos of Samsung
 * phones, whose headers libjpeg warns about (github.com/lovell/sharp/issues/1578).
 */
export function openImage(bytes: Uint8Array, options: SharpOptions): Sharp {
  return sharp(bytes, { ...options, failOn: 'error' });
}

/** Raw 8-bit sRGB pixels, row by row; of an animation's frames one below the other. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  /** Of a frame, where there are several. */
  readonly pageHeight?: number;
}

export function openPixels({ data, ...raw }: Pixels): Sharp {
  return sharp(data, { raw, animated: raw.pageHeight !== undefined, limitInputPixels: false });
}

/** What libvips says about an image it cannot read, as one of the three permanent errors. Always throws. */
export function throwAsImageError(error: unknown): never {
  if (error instanceof ImageError || !(error instanceof Error)) throw error;
  const { message } = error;
  if (/out of memory|unable to allocate|malloc/i.test(message)) throw error; // the machine's fault: worth a retry
  if (/unsupported image format/i.test(message)) {
    throw new UnsupportedFormat(
      'The file is no image that can be processed, or is cut off too early to tell: upload JPEG, PNG, WebP, AVIF, GIF or TIFF.',
      { cause: error },
    );
  }
  if (/exceeds pixel limit|security limit/i.test(message)) {
    throw new TooLarge(
      'The image holds more pixels than its header says: upload a smaller or repaired one.',
      {
        cause: error,
      },
    );
  }
  const [reason] = message.split('\n');
  throw new Corrupt(`The image is damaged or incomplete (${reason}): export or upload it again.`, {
    cause: error,
  });
}
