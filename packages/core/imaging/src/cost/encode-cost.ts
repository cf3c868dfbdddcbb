import type { ImageMetadata } from '../inspect.ts';
import type { OutputFormat } from '../output-format.ts';
import type { VariantPlan } from '../plan.ts';
import { mostEncodes } from '../quality/find-quality.ts';
import { isGraded, qualityRange } from '../quality/typical-quality.ts';
import { area, type Size } from '../size.ts';
import type { Cost } from './cost.ts';
import { outChannels } from './decode-cost.ts';

/** Of a pixel: bytes of memory while it is encoded, file included; bytes of the file; nanoseconds. */
type Rates = readonly [work: number, file: number, nanoseconds: number];
interface RatesByAlpha {
  readonly opaque: Rates;
  readonly withAlpha: Rates;
}
const same = (...rates: Rates): RatesByAlpha => ({ opaque: rates, withAlpha: rates });

/**
 * Measured in noise, the worst there is, with the settings of `output-format.ts` (sharp 0.35.5) at quality 80 to 90. WebP and AVIF encode
 * alpha as an image of its own.
 */
const still: Readonly<Record<OutputFormat | 'palette' | 'palettes', RatesByAlpha>> = {
  jpeg: same(9, 1, 35),
  png: same(5, 4, 100),
  palette: same(35, 1, 800),
  palettes: same(35, 1, 2400), // one after the other (`palette-png.ts`)
  webp: { opaque: [9, 1.6, 120], withAlpha: [42, 2.6, 250] },
  avif: { opaque: [42, 1.8, 400], withAlpha: [66, 2.6, 550] }, // 4:4:4
  gif: same(15, 1.4, 500),
};

/** Of a source that is scaled: bytes of a column, nanoseconds of a pixel. */
const scaling = { opaque: 1200, withAlpha: 3500, nanoseconds: 30 };

/** Beside each encode for a target: the picture, two files, what they show, and the light of both. */
const target = { bytes: 16, nanoseconds: 150 };

/** What it takes to make a still variant of pixels that are decoded. */
export function stillCost(plan: VariantPlan, image: ImageMetadata, pixels: Size): Cost {
  const [work, , nanoseconds] = ratesOf(plan, image);
  const isSearched = typeof plan.window === 'string'; // in a copy of the whole
  const isTargeted = plan.target !== undefined;
  return {
    bytes:
      pixels.width * (image.hasAlpha ? scaling.withAlpha : scaling.opaque) +
      (isSearched ? area(plan.scaled) * outChannels(image) : 0) +
      area(plan) * (work + (isTargeted ? target.bytes : 0)),
    seconds:
      1e-9 *
      (scaling.nanoseconds * (area(pixels) + (isSearched ? area(plan.scaled) : 0)) +
        (isTargeted ? mostEncodes * (nanoseconds + target.nanoseconds) : nanoseconds) * area(plan)),
  };
}

/** Bytes of a variant's file, of all frames. */
export function fileBytes(plan: VariantPlan, image: ImageMetadata): number {
  const [, file] = ratesOf(plan, image);
  return file * area(plan) * (plan.animated ? image.pages : 1);
}

export function workBytes(plan: VariantPlan, image: ImageMetadata): number {
  const [work] = ratesOf(plan, image);
  return work * area(plan);
}

function ratesOf(plan: VariantPlan, image: ImageMetadata): Rates {
  const rates = still[kindOf(plan)][hasAlpha(plan, image) ? 'withAlpha' : 'opaque'];
  if (!isFine(plan)) return rates;
  const [work, file, nanoseconds] = rates;
  return [work + file, 2 * file, 1.5 * nanoseconds];
}

function kindOf({ format, quality, palette }: VariantPlan): keyof typeof still {
  if (palette) return 'palettes';
  return format === 'png' && quality !== undefined ? 'palette' : format;
}

/** Of JPEG, WebP and AVIF: above this, files grow to twice the size. */
const fineQuality = 90;

export function isFine({ format, quality, target }: VariantPlan): boolean {
  const most = target !== undefined && isGraded(format) ? qualityRange(format).most : (quality ?? 0);
  return format !== 'png' && most > fineQuality;
}

/** Bars can be translucent where the picture is not. */
export function hasAlpha({ background }: VariantPlan, image: ImageMetadata): boolean {
  return image.hasAlpha || background.length > '#rrggbb'.length;
}
