import { setTimeout } from 'node:timers/promises';

/** Resolves as often as `rate` times a second, evenly; at once, too, when the signal is aborted. */
export function createPace(rate: number, interrupted: AbortSignal): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    const at = Math.max(nextAt, performance.now());
    nextAt = at + 1000 / rate;
    const milliseconds = at - performance.now();
    if (milliseconds <= 0 || interrupted.aborted) return;
    await setTimeout(milliseconds, undefined, { signal: interrupted }).catch(() => {}); // it rejects when aborted
  };
}
