import { effect, signal } from '@preact/signals';
import { ApiError } from '../api/api-error.ts';
import { deletePhoto } from '../api/photo.ts';
import { report } from '../message.ts';
import { credentialFields, credentials } from '../sign-in/credentials.ts';
import { forget, hidden } from './collection.ts';
import { noteDone, noteUnfinished, unfinishedDeletions } from './unfinished-deletions.ts';

const grace = 7000; // milliseconds in which people can change their mind
const together = 4;

/** The images that are deleted unless somebody takes it back. */
export const deleting = signal<readonly string[]>([]);
let timer: ReturnType<typeof setTimeout> | undefined;
let isLeft = false;

/** Hides images at once, and deletes them when the time to take it back is over. */
export function deleteSoon(ids: readonly string[]): void {
  deleteNow();
  deleting.value = ids;
  hide(ids);
  timer = setTimeout(deleteNow, grace);
}

/** Shows them again. */
export function takeBack(): void {
  clearTimeout(timer);
  show(deleting.value);
  deleting.value = [];
}

/** What people said stays said when they leave the page: what it cannot send any more, the next one sends. */
export function startDeletions(): () => void {
  const leave = () => {
    isLeft = true;
    deleteNow();
  };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  const stopEffect = effect(() => {
    const isSignedIn = credentialFields.length === 0 || credentials.value.length > 0;
    if (isSignedIn) goOn();
  });
  return () => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
    stopEffect();
  };
}

function comeBack({ persisted }: PageTransitionEvent): void {
  isLeft = false;
  if (persisted) goOn();
}

function goOn(): void {
  const ids = unfinishedDeletions();
  if (ids.length === 0) return;
  hide(ids);
  void deleteAll(ids);
}

function deleteNow(): void {
  clearTimeout(timer);
  const ids = deleting.value;
  deleting.value = [];
  noteUnfinished(ids);
  void deleteAll(ids);
}

async function deleteAll(ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await deletePhoto(id);
        forget([id]);
      } catch (error) {
        if (isLeft) return; // nobody is there to be told
        if (isGone(error)) forget([id]);
        else {
          show([id]);
          report(error);
        }
      }
      noteDone(id);
    }
  };
  // Whoever leaves hears no answer, after which another could be sent.
  await Promise.all(Array.from({ length: isLeft ? ids.length : together }, worker));
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function hide(ids: readonly string[]): void {
  hidden.value = new Set([...hidden.peek(), ...ids]);
}

function show(ids: readonly string[]): void {
  const still = new Set(hidden.value);
  for (const id of ids) still.delete(id);
  hidden.value = still;
}
