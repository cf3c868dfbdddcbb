import { readImage } from '../api/images.ts';
import { refreshNow } from '../collection/live.ts';

/** What became of an upload. */
export interface Outcome {
  readonly status: 'ready' | 'failed';
  readonly reason?: string | undefined;
}

const together = 4;
const shortest = 500; // milliseconds between two looks
const longest = 5000;

const watched = new Map<string, (outcome: Outcome) => void>();
let isWatching = false;

/** Calls back when an image is ready or has failed. However many are watched, few are asked for at a time. */
export function watchProcessing(imageId: string, onDecided: (outcome: Outcome) => void): void {
  watched.set(imageId, onDecided);
  if (!isWatching) void watch();
}

async function watch(): Promise<void> {
  isWatching = true;
  for (let pause = shortest; watched.size > 0; pause = Math.min(pause * 1.25, longest)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const some = [...watched].slice(0, together);
    const looks = await Promise.all(some.map(([id, onDecided]) => look(id, onDecided)));
    if (looks.includes(true)) pause = shortest;
  }
  isWatching = false;
}

/** Whether it is decided; otherwise it waits for its next turn behind the others. */
async function look(id: string, onDecided: (outcome: Outcome) => void): Promise<boolean> {
  const image = await readImage(id).catch(() => undefined); // the network is away for a moment, or the image not there yet
  watched.delete(id);
  if (image?.status !== 'ready' && image?.status !== 'failed') {
    watched.set(id, onDecided);
    return false;
  }
  onDecided({ status: image.status, reason: image.reason });
  refreshNow();
  return true;
}
