import { signal } from '@preact/signals';
import { ApiError } from '../api/api-error.ts';
import { type ListedImage, listImages, readImage } from '../api/images.ts';
import { message, report } from '../message.ts';

/** An image as the page knows it. */
export interface KnownImage extends ListedImage {
  /** When its addresses were given out, in milliseconds. */
  readonly receivedAt: number;
  /** Whether its picture could not be loaded. */
  readonly isBroken: boolean;
}

const minute = 60_000;
const shortest = 500;
const pageSize = '60';

/** The images that are loaded, by id. */
export const images = signal<ReadonlyMap<string, KnownImage>>(new Map());
/** Where the next page begins; undefined on the last one. */
export const nextPage = signal<string | undefined>(undefined);

let pause = shortest; // between two refreshes
let timer: ReturnType<typeof setTimeout> | undefined;
let isLoaded = false;

/** In the order in which they are shown. */
export function newestFirst(known: ReadonlyMap<string, KnownImage>): KnownImage[] {
  return [...known.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Refreshes at once, and often again from now on. */
export function refreshNow(): void {
  pause = shortest;
  clearTimeout(timer);
  void refresh();
}

/** Refreshes, and ever less often while nothing changes. */
async function refresh(): Promise<void> {
  try {
    const known = [...images.value.keys()];
    const page = await listImages({ limit: pageSize });
    if (!isLoaded) nextPage.value = page.cursor;
    isLoaded = true;
    const listed = new Set(page.images.map(({ id }) => id));
    // If the first page is also the last, every image that it lacks is gone.
    const gone = page.cursor === undefined ? known.filter((id) => !listed.has(id)) : [];
    take(page.images, gone);
    for (const image of images.value.values()) if (!isGood(image)) await renew(image.id);
    if (message.value === signInMessage) message.value = '';
  } catch (error) {
    report(error);
    if (error instanceof ApiError && error.code === 'SignIn') signInMessage = error.message;
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, pause);
  pause = Math.min(pause * 1.25, minute / 2);
}

let signInMessage: string | undefined;

export async function loadNextPage(): Promise<void> {
  const page = await listImages({ limit: pageSize, ...(nextPage.value && { cursor: nextPage.value }) });
  nextPage.value = page.cursor;
  take(page.images);
}

/** Removes an image that is deleted. */
export function forget(id: string): void {
  take([], [id]);
}

/** Notes that an image's picture could not be loaded, and asks for a new address, but not constantly: it may not help. */
export function pictureFailed(id: string): void {
  const image = images.value.get(id);
  if (!image) return;
  const broken = { ...image, isBroken: true };
  images.value = new Map(images.value).set(id, broken);
  if (!isGood(broken)) refreshNow();
}

function isGood({ receivedAt, isBroken }: KnownImage): boolean {
  return !isBroken || Date.now() - receivedAt < minute;
}

/** Takes over what the API says, unless nothing changed: a new address is a new download. */
function take(listed: readonly ListedImage[], gone: readonly string[] = []): void {
  const changed = listed.filter(({ id, updatedAt }) => {
    const known = images.value.get(id);
    return known?.updatedAt !== updatedAt || !isGood(known);
  });
  if (changed.some(({ id, updatedAt }) => images.value.get(id)?.updatedAt !== updatedAt) || gone.length > 0) {
    pause = shortest;
  }
  if (changed.length === 0 && gone.length === 0) return;
  const next = new Map(images.value);
  const receivedAt = Date.now();
  for (const image of changed) next.set(image.id, { ...image, receivedAt, isBroken: false });
  for (const id of gone) next.delete(id);
  images.value = next;
}

/** Renews an image that is not on the first page. */
async function renew(id: string): Promise<void> {
  try {
    take([await readImage(id)]);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
    forget(id);
  }
}
