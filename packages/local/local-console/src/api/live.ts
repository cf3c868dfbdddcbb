import { signal } from '@preact/signals';

const restMs = 500; // many steps come at once; a view asks again at most twice a second

/** Changes when something happened in the cloud. */
export const beat = signal(0);
/** Whether steps are told live. */
export const isLive = signal(false);

let isDue = false;

function changed(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    if (document.visibilityState === 'visible') beat.value += 1;
  }, restMs);
}

/** Listens until the page is left; the browser connects again by itself. */
export function listen(): void {
  const events = new EventSource('/_local/api/events');
  events.addEventListener('open', () => {
    isLive.value = true;
    changed();
  });
  events.addEventListener('error', () => {
    isLive.value = false;
  });
  events.addEventListener('span', changed);
  document.addEventListener('visibilitychange', changed);
}
