import { effect } from '@preact/signals';
import { ApiError } from '../api/api-error.ts';
import { forgetStatistics, readStatistics } from '../api/statistics.ts';
import { message, report } from '../message.ts';
import { callers } from '../sign-in/credentials.ts';
import { isLoaded, refreshFirstPage, renew, reset, total, unsettled } from './collection.ts';
import { query } from './query.ts';

const shortest = 1000; // milliseconds between two looks
const longest = 60_000;
const renewed = 8; // images that one look asks for by themselves

let pause = shortest;
let timer: ReturnType<typeof setTimeout> | undefined;
let looking: Promise<void> | undefined;
let signInMessage = '';

/** Keeps what is shown up to date for as long as the page is open, and asks nothing while nobody sees it. */
export function startLive(): () => void {
  const stopEffect = effect(() => {
    query.value; // another query, or another caller, sees other images
    callers.value;
    reset();
    refreshNow();
  });
  addEventListener('focus', refreshNow);
  document.addEventListener('visibilitychange', refreshNow);
  return () => {
    stopEffect();
    removeEventListener('focus', refreshNow);
    document.removeEventListener('visibilitychange', refreshNow);
    clearTimeout(timer);
  };
}

/** Looks at once, and soon again. */
export function refreshNow(): void {
  pause = shortest;
  clearTimeout(timer);
  if (document.hidden) return;
  const before = looking ?? Promise.resolve();
  looking = before.then(look);
}

/** Resolves when what the last look found is there, or is known to be out of reach. */
export function looked(): Promise<void> {
  return looking ?? Promise.resolve();
}

/** Looks whether there is news, and ever less often while there is none. */
async function look(): Promise<void> {
  try {
    const isNew = await readNews();
    if (message.value === signInMessage) message.value = '';
    pause = isNew ? shortest : Math.min(pause * 1.5, longest);
  } catch (error) {
    forgetStatistics(); // what they announced may not have been read
    report(error);
    if (error instanceof ApiError && error.code === 'SignIn') signInMessage = error.message;
    pause = Math.min(pause * 1.5, longest);
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(() => (looking = look()), pause);
}

/**
 * The totals change with the images and cost next to nothing while they do not. Only then, or while images are on their
 * way, the list is asked for; but people wait for the first one, so it is asked for at once.
 */
async function readNews(): Promise<boolean> {
  const [statistics, isShown] = await Promise.all([readStatistics(), !isLoaded.peek() && refreshFirstPage()]);
  if (statistics) total.value = statistics.images;
  if (isShown) return true;
  const open = unsettled();
  if (!statistics && open.length === 0) return false;
  const isChanged = await refreshFirstPage();
  for (const id of unsettled().slice(-renewed)) if (open.includes(id)) await renew(id);
  return isChanged;
}
