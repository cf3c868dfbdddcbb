import type { ImageMetadata } from '../inspect.ts';
import type { VariantPlan } from '../plan.ts';
import { area } from '../size.ts';
import type { Cost } from './cost.ts';
import { decodeCost } from './decode-cost.ts';
import { fileBytes, hasAlpha, isFine, workBytes } from './encode-cost.ts';

/** Nanoseconds of a pixel and milliseconds of a frame, in noise. For each frame of a GIF 256 colours are sought. */
function ratesOf(plan: VariantPlan, image: ImageMetadata): readonly [pixel: number, frame: number] {
  if (plan.format === 'gif') return image.coding.paletteColours > 0 ? [300, 50] : [500, 100];
  const pixel = hasAlpha(plan, image) ? (image.format === 'gif' ? 215 : 260) : 120; // a GIF's alpha is 0 or 1
  return [isFine(plan) ? 1.5 * pixel : pixel, 1];
}
const nanosecondsOfDecodedPixel = 15;

/** What it takes to make one moving variant. Its frames are read, scaled and written one after the other. */
export function animationCost(plan: VariantPlan, image: ImageMetadata): Cost {
  const { pages, coding } = image;
  const [pixel, frame] = ratesOf(plan, image);
  return {
    bytes:
      decodeCost(image, plan.scaled).bytes +
      copies(plan) * pages * area(plan.scaled) * 4 +
      workBytes(plan, image) +
      2 * fileBytes(plan, image), // it grows by copying
    seconds:
      1e-9 * pages * (area(coding.stored) * nanosecondsOfDecodedPixel + area(plan) * pixel) +
      1e-3 * pages * frame,
  };
}

/** Of all scaled frames at once, that sharp makes to cut them at top and bottom, and to add bars. */
function copies({ window, scaled, width, height }: VariantPlan): number {
  if (typeof window === 'string') return 0;
  const isCut = height < scaled.height;
  const hasBars = height > scaled.height || width > scaled.width;
  return Number(isCut) + Number(hasBars);
}

/** All frames of a WebP that lies (EXIF), before and after they are turned, for all of its variants (`animation.ts`). */
export function turnedBytes({ format, pages, coding }: ImageMetadata): number {
  return format === 'webp' && coding.isTurned ? 2 * pages * area(coding.stored) * coding.channels : 0;
}
