import type { Arrival, ImageRecord } from '@darkroom/catalog';
import { attemptAt, type Made, settled } from './made.ts';
import type { Pipeline } from './pipeline.ts';
import type { Stopwatch } from './stopwatch.ts';

/** Makes an image's variants from its bytes and stores them. Throws `ImageError` if a retry cannot help. */
export async function renderVariants(
  arrival: Arrival,
  { focalPoint }: ImageRecord,
  original: Uint8Array,
  { develop, variants: bucket }: Pick<Pipeline, 'develop' | 'variants'>,
  watch: Stopwatch,
): Promise<Made> {
  const { perceptualHash, ...developed } = await develop(original, focalPoint);
  watch.lap('renderMs');
  const keyOf = attemptAt(arrival);
  // All at once: there are only as many as presets have formats, and the SDK opens at most 50 connections.
  const variants = await settled(
    developed.variants.map(async ({ bytes, extension, ...variant }) => {
      const key = keyOf({ preset: variant.preset, extension });
      await bucket.put({ key, contentType: variant.contentType, bytes });
      return { ...variant, bytes: bytes.byteLength, key };
    }),
  );
  watch.lap('uploadMs');
  return { ...developed, variants, fingerprint: { ...(perceptualHash && { perceptualHash }) } };
}
