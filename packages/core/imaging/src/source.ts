import type { Sharp, SharpOptions } from 'sharp';
import type { Bitmap } from './bmp/bitmap.ts';
import type { ColourSignal } from './colour/signal.ts';
import type { Jxl } from './jxl/jxl.ts';
import { openImage } from './libvips.ts';
import type { Turn } from './upright.ts';

/**
 * The formats that are decoded. TIFF, AVIF, HEIC and JPEG XL files with several images give their first or primary one, and RAW
 * photos the JPEG inside.
 */
export type InputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'jxl' | 'gif' | 'tiff' | 'bmp';

/**
 * The bytes and options from which libvips makes the right picture of an original. For an ordinary file, the bytes are
 * the file itself.
 */
export interface Source {
  /** The file, or an equivalent one that libvips understands. */
  readonly bytes: Uint8Array;
  /** Whether damage that libvips only warns about counts as an error. */
  readonly strict?: boolean;
  /** Which picture of a TIFF: its position in the chain of directories, and among that directory's children (-1: itself). */
  readonly page?: number;
  readonly childPage?: number;
  /** Number of frames of an animation, if `bytes` contain more than the original. */
  readonly frames?: number;
  /** Frames that the file lists, known before libvips opens it. */
  readonly listedFrames?: number;
  /** Of a PNG or a BMP, if it has a palette. */
  readonly paletteColours?: number;
  /** Of a JPEG that has to be read completely before its first row can be decoded. */
  readonly scans?: { readonly count: number; readonly coefficients: number };
  /** Rows of a TIFF that are decoded in one piece. */
  readonly heldRows?: number;
  /** Whether a WebP, or one of its frames, is lossless. */
  readonly isLossless?: boolean;
  /** What the numbers mean, if they are not sRGB and no ICC profile says so. */
  readonly colour?: ColourSignal | undefined;
  readonly turn?: Turn | undefined;
  /** Whether libvips reads the header alone, because the picture is coded as HEVC (`hevc/decode-hevc.ts`). */
  readonly isHevc?: boolean;
  /** The items of which such a picture is put together, if it is. */
  readonly tiles?: readonly number[];
  /** Of a BMP, which libvips does not open. */
  readonly bitmap?: Bitmap;
  /** Of a JPEG XL, which libvips does not open either. */
  readonly jxl?: Jxl;
  /** Whether the colours are stored multiplied by their alpha. */
  readonly premultiplied?: boolean;
}

/** Opens the first picture of a source, or all frames of it; nothing is decoded yet. */
export function openSource(source: Source, options: SharpOptions): Sharp {
  const { bytes, page, childPage, frames } = source;
  const { animated, ...others } = options;
  return openImage(bytes, {
    ...others,
    ...(animated && (frames === undefined ? { animated } : { pages: frames })),
    ...(page && { page }),
    ...(childPage !== undefined && { tiff: { subifd: childPage } }),
  });
}
