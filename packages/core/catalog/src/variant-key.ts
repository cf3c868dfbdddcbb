import { isGivenUp } from './given-up.ts';
import type { ImageState } from './image-record.ts';

/**
 * Key in the variants bucket. Each attempt at a version writes keys of its own, so that none overwrites what another
 * has recorded, and they may be cached for ever.
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
 * Whether nobody needs this variant any more and nobody ever will: whatever it says once stays true,
 * because an image's version never goes back and a decided version is never decided again.
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
