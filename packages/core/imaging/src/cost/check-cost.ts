import type { Gamut } from '../colour/gamut.ts';
import { decodedSize } from '../decoded-size.ts';
import { isAnimated } from '../formats-of.ts';
import type { ImageMetadata } from '../inspect.ts';
import type { VariantPlan } from '../plan.ts';
import { area } from '../size.ts';
import { tooLarge } from '../too-large.ts';
import type { Cost } from './cost.ts';
import { costOf } from './cost-of.ts';
import { sizeOnLoad } from './size-on-load.ts';

/** What an image may take. */
export interface Budget {
  /** width × height of what is decoded. */
  readonly maxPixels: number;
  /** Of the function that makes the variants. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** What its pictures may be in; sRGB without. */
  readonly gamut?: Gamut | undefined;
  /** Whether the gain map that a JPEG may have is kept. */
  readonly hdr?: 'keep' | 'drop' | undefined;
  /** Whose settings these are, for the reader of a refusal; `processUpload` without. */
  readonly functionName?: 'processUpload' | 'serveImage';
}

/** The AWS SDK, the handler and Lambda's runtime beside the imaging. */
const surroundingsMb = 200;
/** Lambda gives one vCPU with it, and a share of one with less. */
const mbOfOneVcpu = 1769;

/**
 * Throws `TooLarge` for an image whose variants would need more than the function's memory, or than a third of its
 * time: the rest is for the download, the uploads and a slow day. `extra` is what is done beside what the plans say.
 */
export function checkCost(
  image: ImageMetadata,
  plans: readonly VariantPlan[],
  budget: Budget,
  extra: Cost = { bytes: 0, seconds: 0 },
): void {
  const { maxPixels, memoryMb, timeoutSeconds, functionName = 'processUpload' } = budget;
  const decoded = sizeOnLoad(image, decodedSize(image, plans));
  if (area(decoded) > maxPixels) {
    const { width, height } = image;
    const at = area(decoded) < width * height ? `, decoded at ${decoded.width} × ${decoded.height}` : '';
    throw tooLarge(
      `The image is ${width} × ${height}${at} = ${megapixels(area(decoded))}`,
      `limits.maxPixels ${megapixels(maxPixels)}`,
    );
  }
  const planned = costOf(image, plans, budget.gamut, budget.hdr);
  const bytes = planned.bytes + extra.bytes;
  const seconds = planned.seconds + extra.seconds;
  const neededMb = Math.ceil(bytes / 1e6) + surroundingsMb;
  if (neededMb > memoryMb) {
    throw tooLarge(
      `The variants of this ${nameOf(image)} would take up to ${neededMb} MB of memory`,
      `functions.${functionName}.memoryMb ${memoryMb}`,
    );
  }
  const neededSeconds = seconds / Math.min(1, memoryMb / mbOfOneVcpu);
  if (neededSeconds > timeoutSeconds / 3) {
    throw tooLarge(
      `The variants of this ${nameOf(image)} would take up to ${Math.ceil(neededSeconds)} s`,
      `a third of functions.${functionName}.timeoutSeconds ${timeoutSeconds}`,
    );
  }
}

/** With what makes it expensive. */
function nameOf(image: ImageMetadata): string {
  const { format, width, height, pages, coding } = image;
  const frames = isAnimated(image) ? ` × ${pages} frames` : '';
  const scans = coding.scans > 1 ? ` of ${coding.scans} scans` : '';
  const kind = coding.isInterlaced && format === 'png' ? 'interlaced ' : '';
  return `${kind}${format.toUpperCase()}${scans} (${width} × ${height}${frames})`;
}

function megapixels(pixels: number): string {
  return `${Number((pixels / 1e6).toPrecision(4))} MP`;
}
