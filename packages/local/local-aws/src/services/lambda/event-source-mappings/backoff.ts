import { setTimeout } from 'node:timers/promises';

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Waits longer after each failure, but not beyond `stopping`. */
export async function backOff(failures: number, stopping: AbortSignal): Promise<void> {
  const delay = Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs);
  await pause(delay, stopping);
}

/** Waits, but not beyond `stopping`. */
export async function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal: stopping }).catch(() => {}); // rejects when it is aborted
}
