import type { OriginalFormat } from '@darkroom/pipeline-config';
import { blameImage } from './blame.ts';
import { type Coding, codingOf } from './coding.ts';
import { Corrupt, TooLarge, UnsupportedFormat } from './errors.ts';
import { sourceOf } from './formats/source-of.ts';
import { headerOf } from './header.ts';
import type { InputFormat } from './source.ts';
import { tooLarge } from './too-large.ts';

/** What a file's header says about its image. */
export interface ImageMetadata {
  readonly format: InputFormat;
  /** Pixels, after the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** Frames of an animation, pages of a TIFF; 1 otherwise. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  /** libvips's name of the original's colour space: srgb, b-w, cmyk, rgb16, lab … */
  readonly colourSpace: string;
  readonly bytes: number;
  readonly coding: Coding;
  /** As they stand in the file, for `readFacts`. */
  readonly blocks?: Blocks;
}

/** The metadata that libvips finds, still to be read. */
export interface Blocks {
  readonly exif?: Buffer | undefined;
  readonly iptc?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
}

export interface Limits {
  readonly maxBytes: number;
  readonly maxFrames: number;
  /** Which are accepted; all of them without. */
  readonly formats?: readonly OriginalFormat[];
}

/** What JPEG and GIF can hold. Longer ones are no pictures, and libvips cannot scale a side of millions at all. */
const longestSide = 65_535;

/**
 * Reads the header of an image, ignoring its name and Content-Type, and checks it against the limits before anything is
 * decoded; `checkCost` says what decoding would take. Throws `UnsupportedFormat`, `TooLarge` or `Corrupt`.
 */
export function inspect(bytes: Uint8Array, limits: Limits): Promise<ImageMetadata> {
  return readHeader(bytes, limits).catch(blameImage);
}

async function readHeader(bytes: Uint8Array, limits: Limits): Promise<ImageMetadata> {
  if (bytes.byteLength === 0) throw new Corrupt('The file is empty: upload it again.');
  if (bytes.byteLength > limits.maxBytes) {
    throw tooLarge(`The file has ${bytes.byteLength} bytes`, `limits.maxBytes ${limits.maxBytes}`);
  }
  const source = sourceOf(bytes);
  checkAccepted(source.kind, limits.formats);
  if ((source.listedFrames ?? 1) > limits.maxFrames) {
    throw tooLarge(`The animation has ${source.listedFrames} frames`, `limits.maxFrames ${limits.maxFrames}`);
  }
  const header = await headerOf(source);
  // A source that says how it is turned counts, not the EXIF in its bytes.
  const { width, height } = source.turn ? header : header.autoOrient;
  const isTurned = source.turn !== undefined && source.turn.degrees % 180 !== 0;
  const metadata: ImageMetadata = {
    format: source.format,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    pages: source.frames ?? header.pages ?? 1,
    hasAlpha: header.hasAlpha,
    colourSpace: source.isHevc ? 'srgb' : header.space, // of 10 bits, HEVC's decoder gives 8
    bytes: bytes.byteLength,
    coding: codingOf(source, header),
    blocks: { exif: header.exif, iptc: header.iptc, xmp: header.xmp },
  };
  if (Math.max(width, height) > longestSide) {
    throw new TooLarge(
      `The image is ${metadata.width} × ${metadata.height}: neither side may have more than ${longestSide} pixels.`,
    );
  }
  return metadata;
}

function checkAccepted(kind: OriginalFormat, accepted: readonly OriginalFormat[] = [kind]): void {
  if (accepted.includes(kind)) return;
  throw new UnsupportedFormat(
    `${kind.toUpperCase()} is not accepted here (limits.formats): upload ${accepted.join(', ').toUpperCase()}.`,
  );
}
