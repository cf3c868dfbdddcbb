import { Corrupt, TooLarge } from './errors.ts';
import { sourceOf } from './formats/source-of.ts';
import { throwAsImageError } from './libvips.ts';
import { type InputFormat, openSource } from './source.ts';

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
}

export interface Limits {
  readonly maxBytes: number;
  /** width × height × frames */
  readonly maxPixels: number;
  readonly maxFrames: number;
}

/**
 * Reads the header of an image, ignoring its name and Content-Type, and checks it against the limits before anything is
 * decoded. Throws `UnsupportedFormat`, `TooLarge` or `Corrupt`.
 */
export async function inspect(bytes: Uint8Array, limits: Limits): Promise<ImageMetadata> {
  if (bytes.byteLength === 0) throw new Corrupt('The file is empty: upload it again.');
  if (bytes.byteLength > limits.maxBytes) {
    throw tooLarge(`The file has ${bytes.byteLength} bytes`, `limits.maxBytes ${limits.maxBytes}`);
  }
  const source = sourceOf(bytes);
  const header = await openSource(source, { limitInputPixels: false }).metadata().catch(throwAsImageError);
  const { width, height } = header.autoOrient;
  const isTurned = source.turn !== undefined && source.turn.degrees % 180 !== 0;
  const metadata: ImageMetadata = {
    format: source.format,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    pages: source.frames ?? header.pages ?? 1,
    hasAlpha: header.hasAlpha,
    colourSpace: header.space,
    bytes: bytes.byteLength,
  };
  checkSize(metadata, limits);
  return metadata;
}

/** Whether the original is animated: the pages of a TIFF or an AVIF are separate pictures, not frames. */
export function isAnimated({ format, pages }: ImageMetadata): boolean {
  return pages > 1 && (format === 'gif' || format === 'webp');
}

function checkSize(metadata: ImageMetadata, limits: Limits): void {
  const { width, height, pages } = metadata;
  const frames = isAnimated(metadata) ? pages : 1;
  if (frames > limits.maxFrames) {
    throw tooLarge(`The animation has ${frames} frames`, `limits.maxFrames ${limits.maxFrames}`);
  }
  const pixels = width * height * frames;
  if (pixels > limits.maxPixels) {
    const size = frames > 1 ? `${width} × ${height} × ${frames} frames` : `${width} × ${height}`;
    throw tooLarge(
      `The image is ${size} = ${megapixels(pixels)}`,
      `limits.maxPixels ${megapixels(limits.maxPixels)}`,
    );
  }
}

function tooLarge(actual: string, limit: string): TooLarge {
  return new TooLarge(
    `${actual}, more than ${limit}: raise it in darkroom.config.ts or upload a smaller image.`,
  );
}

function megapixels(pixels: number): string {
  return `${Number((pixels / 1e6).toPrecision(4))} MP`;
}
