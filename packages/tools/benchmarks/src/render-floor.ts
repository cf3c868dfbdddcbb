import { availableParallelism } from 'node:os';
import type { VariantPlan } from '@darkroom/imaging';
import pLimit from 'p-limit';
import sharp, { type OutputInfo, type Sharp } from 'sharp';

interface Raw {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

const pixelsOf = (image: Sharp): Promise<Raw> => image.raw().toBuffer({ resolveWithObject: true });
const open = ({ data, info: { width, height, channels } }: Raw) =>
  sharp(data, { raw: { width, height, channels } });

const encoders: Readonly<Record<string, (image: Sharp, quality: number | undefined) => Sharp>> = {
  jpeg: (image, quality = 80) => image.jpeg({ quality }),
  webp: (image, quality = 80) => image.webp({ quality, effort: 2 }),
  avif: (image, quality = 60) => image.avif({ quality, effort: 0, chromaSubsampling: '4:2:0' }),
};

/**
 * The least that variants can cost with these encoders: one decode, each size scaled once from its pixels and cut in the
 * middle, and each file encoded from pixels, as many at once as there are processors. No placeholder, no search for the
 * best cut, nothing kept of the original's metadata.
 */
export async function renderFloor(bytes: Uint8Array, plans: readonly VariantPlan[]): Promise<void> {
  const largest = plans.reduce((a, b) => (b.scaled.width > a.scaled.width ? b : a)).scaled;
  const decoded = await pixelsOf(sharp(bytes).resize(largest.width, largest.height, { fit: 'fill' }));
  const presets = [...new Set(plans.map(({ preset }) => preset))];
  const pictures = await inParallel(presets, async (preset) => {
    const formats = plans.filter((plan) => plan.preset === preset);
    const { width, height } = formats[0] ?? largest;
    const isDecoded = width === largest.width && height === largest.height;
    const scaled = isDecoded
      ? decoded
      : await pixelsOf(open(decoded).resize(width, height, { fit: 'cover' }));
    return formats.map(({ format, quality }) => ({ format, quality, scaled }));
  });
  await inParallel(pictures.flat(), async ({ format, quality, scaled }) =>
    encoders[format]?.(open(scaled), quality).toBuffer(),
  );
}

function inParallel<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const limit = pLimit(availableParallelism());
  return Promise.all(items.map((item) => limit(work, item)));
}
