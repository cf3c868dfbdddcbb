import type { Arrival, ImageRecord } from '@darkroom/catalog';
import type { RenderedVariant } from '@darkroom/imaging';
import { attemptAt, type Made, settled } from './made.ts';
import type { Pipeline } from './pipeline.ts';
import type { Stopwatch } from './stopwatch.ts';

/**
 * Makes an image's variants from its bytes and stores each as soon as it is made, while the next is. Throws `ImageError` if
 * a retry cannot help; then some may be stored.
 */
export async function renderVariants(
  arrival: Arrival,
  { focalPoint }: ImageRecord,
  original: Uint8Array,
  { develop, variants: bucket }: Pick<Pipeline, 'develop' | 'variants'>,
  watch: Stopwatch,
): Promise<Made> {
  const keyOf = attemptAt(arrival);
  // All at once: there are only as many as presets have formats, and the SDK opens at most 50 connections.
  const uploads: Promise<void>[] = [];
  const store = ({ preset, extension, contentType, bytes }: RenderedVariant) => {
    const upload = bucket.put({ key: keyOf({ preset, extension }), contentType, bytes });
    upload.catch(() => {}); // it counts when all have ended
    uploads.push(upload);
  };
  const { perceptualHash, ...developed } = await develop(original, focalPoint, store).catch(async (error) => {
    await Promise.allSettled(uploads);
    throw error;
  });
  watch.lap('renderMs');
  await settled(uploads);
  watch.lap('uploadMs');
  const variants = developed.variants.map(({ bytes, extension, ...variant }) => ({
    ...variant,
    bytes: bytes.byteLength,
    key: keyOf({ preset: variant.preset, extension }),
  }));
  return { ...developed, variants, fingerprint: { ...(perceptualHash && { perceptualHash }) } };
}
