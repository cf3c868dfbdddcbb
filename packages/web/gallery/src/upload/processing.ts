import { ApiError } from '../api/api-error.ts';
import { readPhoto } from '../api/photo.ts';
import { refreshNow } from '../collection/live.ts';
import { words } from '../words.ts';

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
  const outcome = await outcomeOf(id);
  watched.delete(id);
  if (!outcome) {
    watched.set(id, onDecided);
    return false;
  }
  onDecided(outcome);
  refreshNow();
  return true;
}

/** `undefined` as long as it is not known, such as while the network is away. */
async function outcomeOf(id: string): Promise<Outcome | undefined> {
  try {
    const { status, reason } = await readPhoto(id);
    return status === 'ready' || status === 'failed' ? { status, reason } : undefined;
  } catch (error) {
    const isGone = error instanceof ApiError && error.status === 404;
    return isGone ? { status: 'failed', reason: words.wasDeleted } : undefined;
  }
}
