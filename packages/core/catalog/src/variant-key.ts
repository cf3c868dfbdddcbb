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

/** Key of a variant that somebody asked for, by the digest of all that it depends on beside the image's version. */
export function onDemandKey(variant: {
  id: string;
  version: string;
  digest: string;
  extension: string;
}): string {
  return `${onDemandFolder(variant)}/${variant.digest}.${variant.extension}`;
}

/** Of everything that was asked for of one version of an image. */
export function onDemandFolder({ id, version }: { id: string; version: string }): string {
  return `${id}/${version}/${onDemand}`;
}

/** In the place of an attempt, which has eight characters. */
const onDemand = 't';

/**
 * Whether nobody needs this variant any more, and never will again. Once true, it stays true: an image's version never
 * decreases, and a version is decided only once.
 */
export function isGarbage(state: ImageState, key: string): boolean {
  if (state.version === undefined) return false;
  const [, version = '', attempt] = key.split('/');
  if (version > state.version) return false;
  if (state.status === 'deleted') return true;
  const inTheMaking = state.status === 'pending' || state.status === 'processing' || isGivenUp(state);
  if (inTheMaking && version === state.version) return false;
  if (attempt === onDemand) return !state.variants.some((variant) => variant.key.split('/')[1] === version);
  return !state.variants.some((variant) => variant.key === key);
}
