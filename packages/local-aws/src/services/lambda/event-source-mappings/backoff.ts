import { setTimeout } from 'node:timers/promises';
import type { PollerContext } from './poller.ts';

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Waits longer from failure to failure, and no longer than until `stopping`. */
export async function backOff(failures: number, stopping: AbortSignal): Promise<void> {
  const delay = Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
  await setTimeout(delay, undefined, { signal: stopping }).catch(() => {}); // rejects when it is aborted
}

/**
 * Repeats `step` until `stopping`. A step that throws, because the function or the source is gone or forbidden, is
 * tried again: somebody may put it right.
 */
export async function poll(
  { cloud, report }: PollerContext,
  sourceArn: string,
  stopping: AbortSignal,
  step: () => Promise<void>,
): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await step();
      failures = 0;
    } catch (error) {
      if (stopping.aborted) return;
      failures += 1;
      const problem = error instanceof Error ? error.message : String(error);
      report(`PROBLEM: ${problem}`);
      cloud.log.warn(`Lambda could not poll ${sourceArn}: ${problem}`);
      await backOff(failures, stopping);
    }
  }
}
