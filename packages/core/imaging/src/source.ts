import type { Sharp, SharpOptions } from 'sharp';
import type { ColourSignal } from './colour/signal.ts';
import { openImage } from './libvips.ts';

/** The formats that are decoded. TIFF and AVIF files with several images give their first or primary one. */
export type InputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff';

/**
 * What libvips has to be given, and told, so that the true picture of an original comes out. For an ordinary file
 * that is the file.
 */
export interface Source {
  /** The file, or one that says the same in a way that libvips understands. */
  readonly bytes: Uint8Array;
  /** Damage that libvips only warns of counts as an error. */
  readonly strict?: boolean;
  /** Which picture of a TIFF: its place in the chain of directories, and among the children of that one (-1: itself). */
  readonly page?: number;
  readonly childPage?: number;
  /** Frames of an animation, where `bytes` have more than the original. */
  readonly frames?: number;
  /** What the numbers mean, where that is not sRGB and no ICC profile says it. */
  readonly colour?: ColourSignal | undefined;
  /** How the decoded picture comes upright: mirrored top to bottom, left to right, then turned clockwise. */
  readonly turn?:
    | { readonly flip: boolean; readonly flop: boolean; readonly degrees: 0 | 90 | 180 | 270 }
    | undefined;
  /** Colours are stored multiplied by their alpha. */
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
