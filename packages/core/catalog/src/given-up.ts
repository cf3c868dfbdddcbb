import type { ImageState } from './image-record.ts';

/**
 * Failures of what Lambda gave up. They decide nothing: a retry, a redrive or a run that is still going on may make
 * the same version yet.
 */
export const givenUpCodes = ['Crashed', 'TimedOut', 'Expired', 'Unavailable'] as const;
export type GivenUpCode = (typeof givenUpCodes)[number];

/** Recorded as failed, and undecided. */
export function isGivenUp(state: ImageState): boolean {
  if (state.status !== 'failed') return false;
  return givenUpCodes.some((code) => code === state.failure?.code);
}
