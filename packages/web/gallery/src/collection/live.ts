import { effect } from '@preact/signals';
import { readStatistics } from '../api/statistics.ts';
import { message, report, sentenceOf } from '../message.ts';
import { callers } from '../sign-in/credentials.ts';
import { words } from '../words.ts';
import { isLoaded, refreshFirstPage, renew, reset, total, unsettled } from './collection.ts';
import { query } from './query.ts';

const shortest = 1000; // milliseconds between two looks
const longest = 60_000;
const renewed = 8; // images that one look asks for by themselves

let pause = shortest;
let timer: ReturnType<typeof setTimeout> | undefined;
let looking: Promise<void> | undefined;
let isAskedAgain = false; // while a look is under way
let isListOld = true; // there was news since it was asked for, or just before: an index is behind its table
let lookMessage = ''; // that the next look takes back if it succeeds

/** Keeps what is shown up to date for as long as the page is open, and asks nothing while nobody sees it. */
export function startLive(): () => void {
  const stopEffect = effect(() => {
    query.value; // another query, or another caller, sees other images
    callers.value;
    reset();
    refreshNow();
  });
  addEventListener('focus', refreshNow);
  addEventListener('online', refreshNow);
  document.addEventListener('visibilitychange', refreshNow);
  return () => {
    stopEffect();
    removeEventListener('focus', refreshNow);
    removeEventListener('online', refreshNow);
    document.removeEventListener('visibilitychange', refreshNow);
    clearTimeout(timer);
  };
}

/** Looks at once, and soon again. */
export function refreshNow(): void {
  pause = shortest;
  if (looking) isAskedAgain = true;
  else startLooking();
}

/** Resolves when what the last look found is there, or is known to be out of reach. */
export function looked(): Promise<void> {
  return looking ?? Promise.resolve();
}

/** One look at a time: however often others ask meanwhile, one more answers them all. */
function startLooking(): void {
  clearTimeout(timer);
  if (document.hidden) return;
  looking = look().finally(() => {
    looking = undefined;
    if (isAskedAgain) startLooking();
    else timer = setTimeout(startLooking, pause);
  });
}

/** Looks whether there is news, and ever less often while there is none. */
async function look(): Promise<void> {
  isAskedAgain = false;
  try {
    const isNew = await readNews();
    if ([lookMessage, words.notReached].includes(message.value)) message.value = '';
    pause = isNew ? shortest : Math.min(pause * 1.5, longest);
  } catch (error) {
    report(error);
    lookMessage = sentenceOf(error);
    pause = Math.min(pause * 1.5, longest);
  }
}

/**
 * The totals change with the images and cost next to nothing while they do not. Only then, or while images are on their
 * way, the list is asked for; but people wait for the first one, so it is asked for at once.
 */
async function readNews(): Promise<boolean> {
  const first = isLoaded.peek() ? undefined : refreshFirstPage();
  first?.catch(() => {}); // it is awaited below, if the totals come
  const statistics = await readStatistics();
  if (statistics) {
    total.value = statistics.images;
    isListOld = true;
  }
  if (await first) return true;
  const open = unsettled();
  if (!isListOld && open.length === 0) return false;
  const isChanged = await refreshFirstPage();
  isListOld = statistics !== undefined;
  for (const id of unsettled().slice(-renewed)) if (open.includes(id)) await renew(id);
  return isChanged;
}
