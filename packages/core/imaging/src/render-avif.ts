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

/** Those that are not waited for any longer, and still hold a thread and their memory. */
const givenUp = new Set<Promise<unknown>>();

/** Until no encoder is left of an image before: nobody has counted with the memory of both. */
export async function lateEncodersEnd(): Promise<void> {
  await Promise.all(givenUp);
}

/**
 * Makes an AVIF, or says why there is none: it takes longest to make, and the other variants must not be lost by it. One
 * that takes too long goes on in its thread to its end, because libvips cannot stop an encoder; its result is dropped. No
 * more begins after that.
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
  const giveUp = () => {
    givenUp.add(making);
    making.finally(() => givenUp.delete(making));
    return late();
  };
  const waiting = setTimeout(leftMs, undefined, { signal: over.signal }).then(giveUp, late);
  try {
    return await Promise.race([making, waiting]);
  } finally {
    over.abort();
  }
}
