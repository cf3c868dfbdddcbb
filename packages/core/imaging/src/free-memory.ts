import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Less is not worth the 10 ms. */
const worthIt = 64 * 1024 ** 2;

/**
 * Gives back the pixels of the image before. V8 would do so when it needs memory itself, but the next one to need much
 * is libvips, and V8 does not know.
 */
export function freeMemory(): void {
  if (process.memoryUsage().external > worthIt) collectGarbage();
}
