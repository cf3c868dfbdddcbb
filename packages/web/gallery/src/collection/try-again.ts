import { reprocessPhoto } from '../api/photo.ts';
import { awaitOutcome } from './collection.ts';
import { refreshNow } from './live.ts';

/** Has an image processed again that failed, and looks what comes of it. */
export async function tryAgain(id: string): Promise<void> {
  await reprocessPhoto(id);
  awaitOutcome(id);
  refreshNow();
}
