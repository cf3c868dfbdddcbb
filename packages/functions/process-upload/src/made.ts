import { randomUUID } from 'node:crypto';
import { type Arrival, type Development, type Fingerprint, imageId, variantKey } from '@darkroom/catalog';

/** What is recorded of an image once its variants are stored. */
export interface Made extends Omit<Development, 'fingerprint' | 'duplicateOf' | 'recipe' | 'processingMs'> {
  readonly fingerprint: Omit<Fingerprint, 'sha256'>;
  /** The id of the image whose variants were copied. */
  readonly copiedFrom?: string;
}

/** Names the files of one attempt, which no other attempt writes. */
export function attemptAt({ key, version }: Arrival) {
  const attempt = randomUUID().slice(0, 8);
  return (variant: { readonly preset: string; readonly extension: string }) =>
    variantKey({ id: imageId(key), version, attempt, ...variant });
}

/** All results of a step that goes on at once: if it fails, nothing of it may arrive after its variants have been deleted. */
export async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
