import type { Sharp } from 'sharp';
import { type Palette, palettePng } from './palette-png.ts';

export type OutputFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

/** The longest side, in pixels, that the format or its encoder supports. */
export const longestSide: Readonly<Record<OutputFormat, number>> = {
  jpeg: 65_500, // libjpeg's JPEG_MAX_DIMENSION
  png: 65_500,
  webp: 16_383, // WebP container specification, VP8 frame header
  avif: 16_384, // sharp's cap for HEIF
  gif: 65_500,
};

export const fileType = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  png: { contentType: 'image/png', extension: 'png' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  avif: { contentType: 'image/avif', extension: 'avif' },
  gif: { contentType: 'image/gif', extension: 'gif' },
} as const satisfies Readonly<Record<OutputFormat, { contentType: string; extension: string }>>;

type Encode = (image: Sharp, quality: number | undefined) => Sharp;

/**
 * The encoders decide the cost. For 1280 × 853 pixels (docs/benchmarks.md): JPEG 7 ms against 88 ms with mozjpeg, WebP
 * 33 ms at effort 2 against 145 ms at 4, AVIF 172 ms at effort 2 against 3,050 ms at 4.
 */
const encode: Readonly<Record<OutputFormat, Encode>> = {
  jpeg: (image, quality = 80) => image.jpeg({ quality }),
  png: (image, quality) => image.png(quality === undefined ? {} : { quality, effort: 4 }), // quality: a palette
  webp: (image, quality = 80) => image.webp({ quality, effort: 2 }),
  avif: (image, quality = 50) => image.avif({ quality, effort: 2 }),
  gif: (image) => image.gif({ effort: 4 }),
};

/** The file of a variant. */
export function encoded(
  image: Sharp,
  plan: { format: OutputFormat; quality: number | undefined; palette: Palette | undefined },
): Promise<Buffer> {
  return plan.palette ? palettePng(image, plan.palette) : encode[plan.format](image, plan.quality).toBuffer();
}
