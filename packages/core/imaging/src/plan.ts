import type { Presets } from '@darkroom/pipeline-config';
import { overWhite } from './background.ts';
import { type Box, boxOf, centre, type Point } from './box.ts';
import { formatsOf, moves } from './formats-of.ts';
import type { ImageMetadata } from './inspect.ts';
import { longestSide, type OutputFormat } from './output-format.ts';
import type { Palette } from './palette-png.ts';
import { isGraded, typicalQuality } from './quality/typical-quality.ts';
import { area, type Size, scaleBy } from './size.ts';

/** Where the finished picture lies on the scaled one, in pixels. Negative offsets give bars. */
export interface Offset {
  readonly left: number;
  readonly top: number;
}

/** How one variant is made. All sizes are whole pixels, at least 1. */
export interface VariantPlan extends Size {
  readonly preset: string;
  readonly format: OutputFormat;
  readonly quality: number | undefined;
  /** The score for which a better quality is sought; `quality` is where the search begins (`quality/`). */
  readonly target?: number;
  /** Of a PNG that is to have a palette because its original has one. */
  readonly palette: Palette | undefined;
  readonly animated: boolean;
  /** The whole original is scaled to this size; then a window of width × height is cut out. */
  readonly scaled: Size;
  readonly window: Offset | 'attention' | 'entropy';
  /** Opaque if the format is. */
  readonly background: string;
}

/**
 * Above this size, about a second's work, `attention` and `entropy` mean the centre: a 1 × 10000 picture, enlarged to
 * cover a square, would take half a minute. The same in animations, where libvips does not search for them.
 */
const maxSearchedPixels = 50_000_000;

/** Decides formats, size and crop of every preset's variants. Pure: it needs no pixels. */
export function plan(metadata: ImageMetadata, presets: Presets, focalPoint?: Point): VariantPlan[] {
  return Object.entries(presets).flatMap(([name, preset]) =>
    formatsOf(preset, metadata).map((format) => {
      const animated = moves(metadata, format);
      const picture = planPicture(name, boxOf(preset, focalPoint), format, metadata, animated);
      const { quality } = preset;
      return typeof quality === 'object' && isGraded(format) && !animated
        ? { ...picture, target: quality.target }
        : picture;
    }),
  );
}

/** Decides the size and crop of one picture in a format. */
export function planPicture(
  name: string,
  box: Box,
  format: OutputFormat,
  original: Pick<ImageMetadata, 'width' | 'height' | 'bytes' | 'coding'>,
  animated: boolean,
): VariantPlan {
  const { scaled, size } = fit(box, original, longestSide[format]);
  const quality = qualityOf(box, format);
  return {
    preset: name,
    format,
    quality,
    palette: format === 'png' && quality === undefined ? paletteOf(original, scaled, size) : undefined,
    animated,
    ...size,
    scaled,
    window: windowOf(box, scaled, size, animated),
    background: format === 'jpeg' ? overWhite(box.background) : box.background,
  };
}

/** Of a target, what gives it to most photographs. */
export function qualityOf({ quality }: Pick<Box, 'quality'>, format: OutputFormat): number | undefined {
  if (typeof quality !== 'object') return quality;
  return isGraded(format) ? typicalQuality(format, quality.target) : undefined;
}

/** Finding the colours takes almost a second for a megapixel. */
const maxPalettePixels = 10_000_000;

function paletteOf(
  { coding, bytes, width, height }: Pick<ImageMetadata, 'coding' | 'bytes' | keyof Size>,
  scaled: Size,
  size: Size,
): Palette | undefined {
  const { paletteColours } = coding;
  if (paletteColours === 0 || area(size) > maxPalettePixels) return undefined;
  const isScaled = scaled.width !== width || scaled.height !== height;
  return { colours: paletteColours, fileBytes: bytes, isScaled };
}

/**
 * CSS object-fit in pixels. Without `enlarge`, `cover` keeps the shape of its box but makes it smaller, and `contain` keeps
 * its box and widens the bars.
 */
export function fit(
  preset: Omit<Box, 'quality' | 'focus' | 'background'>,
  original: Size,
  limit: number,
): { scaled: Size; size: Size } {
  const box = {
    width: preset.width ?? Number.POSITIVE_INFINITY,
    height: preset.height ?? Number.POSITIVE_INFINITY,
  };
  const ratios = [box.width / original.width, box.height / original.height].filter(Number.isFinite);
  const fills = preset.fit === 'cover' || preset.fit === 'outside';
  const wanted = ratios.length === 0 ? 1 : fills ? Math.max(...ratios) : Math.min(...ratios);
  const allowed = preset.enlarge ? wanted : Math.min(wanted, 1);

  if (preset.fit === 'cover' && ratios.length === 2) {
    const scaled = scaleBy(original, allowed);
    const window = scaleBy(box, allowed / wanted);
    const width = Math.min(window.width, scaled.width);
    return { scaled, size: { width, height: Math.min(window.height, scaled.height) } };
  }
  const scaled = scaleBy(original, Math.min(allowed, limit / Math.max(original.width, original.height)));
  return { scaled, size: preset.fit === 'contain' && ratios.length === 2 ? box : scaled };
}

function windowOf(preset: Box, scaled: Size, size: Size, animated: boolean): VariantPlan['window'] {
  const slack = { width: scaled.width - size.width, height: scaled.height - size.height };
  const { focus } = preset;
  if (focus === 'attention' || focus === 'entropy') {
    const crops = preset.fit === 'cover' && (slack.width > 0 || slack.height > 0);
    const searchable = !animated && scaled.width * scaled.height <= maxSearchedPixels;
    if (crops && searchable) return focus;
  }
  const point = typeof focus === 'object' && preset.fit === 'cover' ? focus : centre;
  return {
    left: windowStart(point.x, scaled.width, size.width),
    top: windowStart(point.y, scaled.height, size.height),
  };
}

/** Centres the window on the point, as far as the picture's edges allow. */
function windowStart(point: number, whole: number, window: number): number {
  if (window >= whole) return Math.floor((whole - window) / 2);
  return Math.min(whole - window, Math.max(0, Math.round(point * whole - window / 2)));
}
