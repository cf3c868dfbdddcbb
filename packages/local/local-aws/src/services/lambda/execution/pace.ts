import { setTimeout } from 'node:timers/promises';

/** Lambda Developer Guide, "Bandwidth limits for response streaming". */
const uncappedBytes = 6 * 1024 ** 2;
const defaultBytesPerSecond = 2 * 1024 ** 2;

/** Waits until Lambda would have sent so many bytes more. */
export type Pace = (bytes: number) => Promise<void>;

/** The speed of one streamed response: its first 6 MB go as fast as they can. */
export function createPace(bytesPerSecond = defaultBytesPerSecond): Pace {
  let bytesLeft = uncappedBytes;
  let freeAt = 0;

  return async (bytes) => {
    const capped = Math.max(0, bytes - bytesLeft);
    bytesLeft = Math.max(0, bytesLeft - bytes);
    if (capped === 0) return;
    const now = performance.now();
    freeAt = Math.max(freeAt, now) + (capped / bytesPerSecond) * 1000;
    await setTimeout(freeAt - now);
  };
}
