import { extname } from 'node:path/posix';
import type { Arrival, ImageRecord } from '@darkroom/catalog';
import { attemptAt, type Made, settled } from './made.ts';
import type { Pipeline } from './pipeline.ts';
import type { Stopwatch } from './stopwatch.ts';

/**
 * Copies the variants of an image of the same owner that has the same bytes, under keys of their own: whatever becomes of
 * that image later, these stay. Undefined if there is none that would get the same variants now, or if it was deleted,
 * replaced or made again meanwhile. A variant's key never means other bytes, so what was copied is right.
 */
export async function copyVariants(
  arrival: Arrival,
  image: ImageRecord,
  sha256: string,
  { catalog, variants: bucket, recipe }: Pick<Pipeline, 'catalog' | 'variants' | 'recipe'>,
  watch: Stopwatch,
): Promise<Made | undefined> {
  if (recipe === undefined) return undefined;
  const twin = await catalog.twinOf(image, { sha256, recipe });
  if (!twin || !isWhole(twin)) return undefined;
  const { original, placeholder, fingerprint, facts, leftOut } = twin;
  if (!original || !placeholder || !facts) return undefined;
  const keyOf = attemptAt(arrival);
  const copies = await settled(
    twin.variants.map(async (variant) => {
      const { preset, contentType } = variant;
      const key = keyOf({ preset, extension: extname(variant.key).slice(1) });
      return { ...variant, key, isThere: await bucket.copy({ from: variant.key, key, contentType }) };
    }),
  );
  watch.lap('copyMs');
  const there = copies.filter(({ isThere }) => isThere);
  if (there.length < copies.length) {
    if (there.length > 0) await bucket.delete(there.map(({ key }) => key));
    return undefined;
  }
  return {
    original,
    placeholder,
    fingerprint: { ...(fingerprint?.perceptualHash && { perceptualHash: fingerprint.perceptualHash }) },
    facts,
    variants: copies.map(({ isThere: _, ...variant }) => variant),
    ...(leftOut && { leftOut }),
    copiedFrom: twin.id,
  };
}

/** Whether another try would give the same: nothing was left out, or left as it was, for want of time. */
function isWhole({ leftOut = [], variants }: ImageRecord): boolean {
  return (
    leftOut.every(({ code }) => code === 'OverBudget') &&
    variants.every(({ quality }) => quality?.missed !== 'OutOfTime')
  );
}
