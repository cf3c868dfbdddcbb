import { signal } from '@preact/signals';
import { pageAddress } from '../api/page-settings.ts';

/** The query's name for it, and the mark of steps of history that this page made. */
const own = 'photo';

/** The photo that is open. The page's address names it: Back closes it, and a reload or a link opens it again. */
export const openId = signal(namedId());

addEventListener('popstate', () => {
  openId.value = namedId();
});

/** Opens a photo; from one to the next is no step of history, so Back leads to the grid. */
export function openPhoto(id: string): void {
  const address = `?${new URLSearchParams({ [own]: id })}`; // a fragment would take the focus when people go back
  if (openId.value === undefined) history.pushState(own, '', address);
  else history.replaceState(history.state, '', address);
  openId.value = id;
}

export function closePhoto(): void {
  if (openId.value === undefined) return; // by Back
  openId.value = undefined;
  if (history.state === own) history.back();
  else history.replaceState(undefined, '', pageAddress());
}

function namedId(): string | undefined {
  return new URLSearchParams(location.search).get(own) ?? undefined;
}
