import { computed, signal } from '@preact/signals';
import { ApiError } from '../api/api-error.ts';
import { type ListedImage, listImages } from '../api/images.ts';
import { readPhoto } from '../api/photo.ts';
import { appendPage, mergeFirstPage, type Order } from './merge.ts';
import { isEverything, parametersOf, query } from './query.ts';

/** An image as the page knows it. */
export interface KnownImage extends ListedImage {
  /** When its addresses were given out, in milliseconds. */
  readonly receivedAt: number;
  /** Whether its picture could not be loaded. */
  readonly isBroken: boolean;
}

const minute = 60_000;
const pageSize = '100';

/** The images that are known, by id. */
export const images = signal<ReadonlyMap<string, KnownImage>>(new Map());
/** Images that are being deleted: nobody sees them any more. */
export const hidden = signal<ReadonlySet<string>>(new Set());
const order = signal<Order>({ ids: [], cursor: undefined });
/** Whether a first page has come. */
export const isLoaded = signal(false);

/** The images that the query finds, in its order, as far as they are loaded. */
export const listed = computed(() =>
  order.value.ids.flatMap((id) => (hidden.value.has(id) ? [] : (images.value.get(id) ?? []))),
);
/** Whether there are more. */
export const isMore = computed(() => order.value.cursor !== undefined);

let turn = 0; // a later answer of an earlier query is dropped
let loading: Promise<void> | undefined;

/** Starts again, for another query. */
export function reset(): void {
  turn += 1;
  loading = undefined;
  order.value = { ids: [], cursor: undefined };
  isLoaded.value = false;
}

/** Reads the first page again; resolves to whether anything changed. */
export async function refreshFirstPage(): Promise<boolean> {
  const mine = turn;
  const page = await listImages({ limit: pageSize, ...parametersOf(query.value) });
  if (mine !== turn) return false;
  const before = order.value;
  const isChanged = take(page.images);
  const read = { ids: page.images.map(({ id }) => id), cursor: page.cursor };
  const merged = isLoaded.value ? mergeFirstPage(before, read) : read;
  if (!isLoaded.value || merged.ids.join() !== before.ids.join()) order.value = merged;
  isLoaded.value = true;
  return isChanged || order.value !== before;
}

/** Reads the next page, once at a time. */
export function loadNextPage(): Promise<void> {
  loading ??= readNextPage().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function readNextPage(): Promise<void> {
  const mine = turn;
  const { cursor } = order.value;
  if (cursor === undefined) return;
  const page = await listImages({ limit: pageSize, ...parametersOf(query.value), cursor });
  // Behind a first page that came meanwhile and has nothing in common with what was known, this one would leave a gap.
  if (mine !== turn || order.value.cursor !== cursor) return;
  take(page.images);
  order.value = appendPage(order.value, { ids: page.images.map(({ id }) => id), cursor: page.cursor });
}

/** Images whose state is not decided yet, or whose picture needs another address; the oldest answers first. */
export function unsettled(): readonly string[] {
  return order.value.ids.filter((id) => {
    const image = images.value.get(id);
    return image && (!isGood(image) || image.status === 'pending' || image.status === 'processing');
  });
}

/** Asks for one image again. */
export async function renew(id: string): Promise<void> {
  try {
    take([await readPhoto(id)]);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
    forget([id]);
  }
}

/** Shows an image as on its way until the API says what became of it. */
export function awaitOutcome(id: string): void {
  const image = images.value.get(id);
  if (image) images.value = new Map(images.value).set(id, { ...image, status: 'processing' });
}

/** Removes images that are deleted. */
export function forget(ids: readonly string[]): void {
  const gone = new Set(ids);
  const { ids: known, cursor } = order.value;
  order.value = { ids: known.filter((id) => !gone.has(id)), cursor };
}

/** Notes that an image's picture could not be loaded. Another address is asked for, but not constantly: it may not help. */
export function pictureFailed(id: string): void {
  const image = images.value.get(id);
  if (image) images.value = new Map(images.value).set(id, { ...image, isBroken: true });
}

function isGood({ receivedAt, isBroken }: KnownImage): boolean {
  return !isBroken || Date.now() - receivedAt < minute;
}

/** Takes over what the API says, unless nothing changed: a new address is a new download. Returns whether it did. */
export function take(read: readonly ListedImage[]): boolean {
  const changed = read.filter(({ id, updatedAt }) => {
    const known = images.value.get(id);
    return known?.updatedAt !== updatedAt || !isGood(known);
  });
  if (changed.length === 0) return false;
  const next = new Map(images.value);
  const receivedAt = Date.now();
  for (const image of changed) next.set(image.id, { ...image, receivedAt, isBroken: false });
  images.value = next;
  return true;
}

/** How many images there are, where it is known without loading them. */
export const total = signal<number | undefined>(undefined);

/** What the page says: all there are, or those that were found so far. */
export const count = computed(() =>
  isEverything.value && total.value !== undefined
    ? Math.max(total.value, listed.value.length)
    : listed.value.length,
);
