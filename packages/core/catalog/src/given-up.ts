import type { ImageState } from './image-record.ts';

/**
 * Failure codes of events on which Lambda gave up. They decide nothing: a retry, a redrive or an attempt that is still
 * running may complete the same version.
 */
export const givenUpCodes = ['Crashed', 'TimedOut', 'Expired', 'Unavailable'] as const;
export type GivenUpCode = (typeof givenUpCodes)[number];

/** Recorded as failed, but undecided. */
export function isGivenUp(state: ImageState): boolean {
  if (state.status !== 'failed') return false;
  return givenUpCodes.some((code) => code === state.failure?.code);
}
