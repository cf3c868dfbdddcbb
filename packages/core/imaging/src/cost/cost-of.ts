import { availableParallelism } from 'node:os';
import type { Gamut } from '../colour/gamut.ts';
import { decodedSize } from '../decoded-size.ts';
import { isAnimated } from '../formats-of.ts';
import type { ImageMetadata } from '../inspect.ts';
import type { VariantPlan } from '../plan.ts';
import { sharedShapes } from '../shared-shapes.ts';
import { area, type Size } from '../size.ts';
import { animationCost, turnedBytes } from './animation-cost.ts';
import type { Cost } from './cost.ts';
import { decodeCost, outChannels } from './decode-cost.ts';
import { fileBytes, stillCost } from './encode-cost.ts';

/** Node.js with sharp, before there is an image. */
const processBytes = 110e6;
const processSeconds = 0.5;
/** The file as it is downloaded, in one piece, and as its format's reader hands it on. */
const copiesOfFile = 3;

/** Of a picture that is written with a profile (`tagged.ts`), as pixels and as a TIFF. Node.js frees them when it likes. */
const copiesOfTagged = 2;

/** What it takes at its worst to make all variants of an image, from first to last, as `render` does. */
export function costOf(
  image: ImageMetadata,
  plans: readonly VariantPlan[],
  gamut: Gamut = 'srgb',
  hdr: 'keep' | 'drop' = 'drop',
): Cost {
  const size = decodedSize(image, plans);
  const decoding = decodeCost(image, size);
  const gainMap = hdr === 'keep' && image.format === 'jpeg' ? gainMapCost(image, size) : undefined;
  const variants = plans.map((plan) =>
    plan.animated ? animationCost(plan, image) : stillCost(plan, image, size),
  );
  const files = plans.reduce((sum, plan) => sum + fileBytes(plan, image), 0);
  const turned = isAnimated(image) && plans.some(({ animated }) => animated) ? turnedBytes(image) : 0;
  const shared = [...sharedShapes(plans).values()].reduce((sum, plan) => sum + area(plan), 0);
  const tagged = gamut === 'p3' && image.coding.isConverted ? stillPixels(plans) : 0;
  const pixels = (area(size) + shared + copiesOfTagged * tagged) * outChannels(image);
  return {
    bytes:
      processBytes +
      copiesOfFile * image.bytes +
      Math.max(
        decoding.bytes,
        pixels + (gainMap?.bytes ?? 0) + turned + files + largest(variants, availableParallelism()),
      ),
    seconds: [decoding, ...(gainMap ? [gainMap] : []), ...variants].reduce(
      (sum, { seconds }) => sum + seconds,
      processSeconds,
    ),
  };
}

/** Of a map as large as its picture, which is kept at the picture's size and cut for one variant after the other. */
function gainMapCost(image: ImageMetadata, size: Size): Cost {
  const coding = { ...image.coding, scans: 0, coefficients: 0, isConverted: false };
  const { bytes, seconds } = decodeCost({ ...image, coding }, size);
  return { bytes: bytes + area(size) * outChannels(image), seconds };
}

function stillPixels(plans: readonly VariantPlan[]): number {
  return plans.reduce((sum, plan) => sum + (plan.animated ? 0 : area(plan)), 0);
}

/** Bytes of those that run at the same time. */
function largest(costs: readonly Cost[], count: number): number {
  const sorted = costs.map(({ bytes }) => bytes).sort((a, b) => b - a);
  return sorted.slice(0, count).reduce((sum, bytes) => sum + bytes, 0);
}
