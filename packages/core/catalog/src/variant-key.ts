import { isGivenUp } from './given-up.ts';
import type { ImageState } from './image-record.ts';

/**
 * Key in the variants bucket. Each attempt at a version writes its own keys, so no attempt overwrites what another has
 * recorded, and caches can keep them for ever.
 */
export function variantKey(variant: {
  id: string;
  version: string;
  attempt: string;
  preset: string;
  extension: string;
}): string {
  return `${variant.id}/${variant.version}/${variant.attempt}/${variant.preset}.${variant.extension}`;
}

/**
 * Whether nobody needs this variant any more, and never will again. Once true, it stays true: an image's version never
 * decreases, and a version is decided only once.
 */
export function isGarbage(state: ImageState, key: string): boolean {
  if (state.version === undefined) return false;
  const version = key.split('/')[1] ?? '';
  if (version > state.version) return false;
  if (state.status === 'deleted') return true;
  const inTheMaking = state.status === 'pending' || state.status === 'processing' || isGivenUp(state);
  if (inTheMaking && version === state.version) return false;
  return !state.variants.some((variant) => variant.key === key);
}
