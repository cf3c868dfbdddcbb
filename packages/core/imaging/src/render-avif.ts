import { setTimeout } from 'node:timers/promises';
import { reasonOf } from './errors.ts';
import type { LeftOut } from './left-out.ts';
import type { VariantPlan } from './plan.ts';

/** When no AVIF is waited for any longer. */
export interface AvifTime {
  readonly ms: number;
  /** By `performance.now()`. */
  readonly until: number;
}

/**
 * Makes an AVIF, or says why there is none: it takes longest to make, and the other variants must not be lost by it. One
 * that takes too long goes on in its thread, because libvips cannot stop an encoder; its result is dropped.
 */
export async function avifOrReason<Made>(
  { preset }: VariantPlan,
  make: () => Promise<Made>,
  time: AvifTime | undefined,
): Promise<{ readonly made: Made } | { readonly leftOut: LeftOut }> {
  const leftOut = (code: LeftOut['code'], reason: string) => ({
    leftOut: { preset, format: 'avif', code, reason } as const,
  });
  const late = () =>
    leftOut('OutOfTime', `The AVIF was not made within the ${time?.ms} ms that there were for it.`);
  const leftMs = (time?.until ?? Number.POSITIVE_INFINITY) - performance.now();
  if (leftMs <= 0) return late();
  const over = new AbortController();
  const making = make().then(
    (made) => ({ made }),
    (error: unknown) => leftOut('EncodeFailed', `The AVIF could not be made: ${reasonOf(error)}.`),
  );
  if (!time) return making;
  const waiting = setTimeout(leftMs, undefined, { signal: over.signal }).then(late, late);
  try {
    return await Promise.race([making, waiting]);
  } finally {
    over.abort();
  }
}
