import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Gamut } from './colour/gamut.ts';

// How libvips runs in a function. One thread per operation, with several variants at a time, uses a share of a vCPU
// best. A cache of operations would only hold the memory of images that never come again.
sharp.concurrency(1);
sharp.cache(false);

// Only these decoders see any bytes: SVG, PDF and everything that ImageMagick reads are blocked.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Opens an encoded image; nothing is decoded yet. `failOn: 'error'` refuses truncated files. For JPEGs that is too lenient
 * (`jpeg.ts`). For PNGs 'warning' would be too strict: libpng warns about harmless profiles.
 */
export function openImage(bytes: Uint8Array, options: SharpOptions): Sharp {
  return sharp(bytes, { failOn: 'error', ...options });
}

/** Raw pixels, row by row; an animation's frames follow one below the other. */
export interface Samples {
  readonly data: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Raw pixels of 8 bits a channel, in sRGB unless they say otherwise. */
export interface Pixels extends Samples {
  readonly data: Uint8Array;
  /** The height of one frame, if there are several. */
  readonly pageHeight?: number;
  /** sRGB without. */
  readonly gamut?: Gamut;
}

export function openPixels({ data, gamut: _, ...raw }: Pixels): Sharp {
  return sharp(data, { raw, animated: raw.pageHeight !== undefined, limitInputPixels: false });
}

/** Pixels whose colours are multiplied by their alpha. */
export function openPremultiplied({ data, ...raw }: Samples): Sharp {
  return sharp(data, { raw: { ...raw, premultiplied: true }, limitInputPixels: false });
}

/** The pixels of an image, in a space of 8 or of 16 bits a channel. */
export async function samplesOf(image: Sharp, space: 'srgb'): Promise<Pixels>;
export async function samplesOf(image: Sharp, space: 'srgb' | 'rgb16' | 'grey16'): Promise<Samples>;
export async function samplesOf(image: Sharp, space: string): Promise<Samples> {
  const { data, info } = await image
    .toColourspace(space)
    .raw({ depth: space === 'srgb' ? 'uchar' : 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  // Of a picture that is cut and extended after it is scaled, sharp gives the size before it is extended.
  if (data.length !== width * height * channels * (space === 'srgb' ? 1 : 2))
    throw new RangeError(`sharp gave ${data.length} bytes for ${width} × ${height} pixels.`);
  if (space === 'srgb') return { data, width, height, channels };
  return { data: new Uint16Array(data.buffer, data.byteOffset, data.length / 2), width, height, channels };
}
