import type { Sharp } from 'sharp';
import { type Palette, palettePng } from './palette-png.ts';

export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

/** The longest side, in pixels, that the format or its encoder supports. */
export const longestSide: Readonly<Record<OutputFormat, number>> = {
  jpeg: 65_500, // libjpeg's JPEG_MAX_DIMENSION
  png: 65_500,
  webp: 16_383, // WebP container specification, VP8 frame header
  avif: 16_383, // sharp's cap for HEIF is 1 more; WebP can take its place
  gif: 65_500,
};

export const fileType = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  png: { contentType: 'image/png', extension: 'png' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  avif: { contentType: 'image/avif', extension: 'avif' },
  gif: { contentType: 'image/gif', extension: 'gif' },
} as const satisfies Readonly<Record<OutputFormat, { contentType: string; extension: string }>>;

type Encode = (image: Sharp, quality: number | undefined, isDrawn: boolean) => Sharp;

/**
 * The encoders decide the cost (docs/benchmarks.md): mozjpeg takes eight times as long as JPEG, WebP at effort 4 twice as
 * long as at 2. AVIF of quality 60 at effort 0 takes 1.1 times as long as WebP, in whole colours 1.4 times; effort 2
 * takes six times as long.
 */
const encode: Readonly<Record<OutputFormat, Encode>> = {
  jpeg: (image, quality = 80) => image.jpeg({ quality }),
  png: (image, quality) => image.png(quality === undefined ? {} : { quality, effort: 4 }), // quality: a palette
  webp: (image, quality = 80) => image.webp({ quality, effort: 2 }),
  avif: (image, quality = 60, isDrawn) =>
    image.avif({ quality, effort: 0, chromaSubsampling: isDrawn ? '4:4:4' : '4:2:0' }),
  gif: (image) => image.gif({ effort: 4 }),
};

/** The file of a variant. */
export function encoded(
  image: Sharp,
  plan: { format: OutputFormat; quality: number | undefined; palette: Palette | undefined },
  isDrawn: boolean,
): Promise<Buffer> {
  const { format, quality, palette } = plan;
  return palette ? palettePng(image, palette) : encode[format](image, quality, isDrawn).toBuffer();
}
