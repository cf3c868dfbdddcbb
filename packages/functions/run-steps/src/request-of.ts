import type { ImageRecord } from '@darkroom/catalog';
import { idempotencyKey, imageOf, type StepRequest, variantsOf } from '@darkroom/steps';

/** What a step gets of an image that is ready. */
export function requestOf(
  image: ImageRecord,
  version: string,
  step: string,
  { originalsBucket, variantsBucket }: { readonly originalsBucket: string; readonly variantsBucket: string },
): StepRequest {
  const { id, key, eTag = '', original, placeholder } = image;
  if (!original || !placeholder) throw new Error(`${id} is ready and was never inspected.`);
  const { colourSpace: _, ...facts } = original;
  return {
    step,
    idempotencyKey: idempotencyKey(step, { id, version }),
    after: 'ready',
    image: imageOf(image, version),
    original: { bucket: originalsBucket, key, eTag, ...facts },
    dominantColour: placeholder.dominantColour,
    variants: variantsOf(image, variantsBucket),
  };
}
