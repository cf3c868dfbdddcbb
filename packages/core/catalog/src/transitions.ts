import { type GivenUpCode, isGivenUp } from './given-up.ts';
import { imageId } from './image-id.ts';
import type { ImageRecord, ImageState, Original, Placeholder, Tombstone, Variant } from './image-record.ts';

/** Each function returns the next state of an image, or `undefined` if the change comes too late. */

/** An original as an event names it. */
export interface Arrival {
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
}

export interface Development {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly variants: Variant[];
  readonly processingMs: number;
}

/**
 * Longer than any queue keeps an event (SQS: 14 days), so a late event still finds that the image is gone, or who owns it.
 */
export const rememberedDays = 30;

export function announce(key: string, owner: string | undefined, now: Date): ImageRecord {
  return { ...newRecord(key, owner, now), expiresAt: daysAfter(now, rememberedDays) };
}

/** An announced image that its owner deletes before any event about it; an event that still comes finds its owner. */
export function withdraw(state: ImageState | undefined, now: Date): Tombstone | undefined {
  if (state?.status !== 'pending') return undefined;
  return tombstone(state, state.owner, now);
}

/**
 * Takes the record for `arrival`, unless a newer event owns it or this version is already decided. Reopens a version on
 * which Lambda has given up.
 */
export function begin(state: ImageState | undefined, arrival: Arrival, now: Date): ImageRecord | undefined {
  if (state?.version !== undefined) {
    if (state.version > arrival.version) return undefined;
    if (state.version === arrival.version && isDecided(state)) return undefined;
  }
  const { expiresAt, failure, ...kept } =
    state === undefined || state.status === 'deleted' ? newRecord(arrival.key, state?.owner, now) : state;
  return {
    ...kept,
    status: 'processing',
    version: arrival.version,
    eTag: arrival.eTag,
    updatedAt: now.toISOString(),
  };
}

export function finish(state: ImageState | undefined, version: string, made: Development, now: Date) {
  if (!isUndecided(state, version)) return undefined;
  const { failure, ...kept } = state;
  return { ...kept, ...made, status: 'ready', updatedAt: now.toISOString() } satisfies ImageRecord;
}

export function fail(
  state: ImageState | undefined,
  version: string,
  failure: { code: string; reason: string },
  now: Date,
): ImageRecord | undefined {
  if (!isUndecided(state, version)) return undefined;
  const { original, placeholder, processingMs, ...kept } = state;
  return { ...kept, variants: [], failure, status: 'failed', updatedAt: now.toISOString() };
}

/**
 * Records that Lambda has given up on an event. The previous version's variants stay visible, as during processing. An
 * event that never began is recorded only for an upload, which has an `eTag`; a reprocess that never began changes nothing.
 */
export function giveUp(
  state: ImageState | undefined,
  { key, version, eTag }: { key: string; version: string; eTag?: string | undefined },
  failure: { code: GivenUpCode; reason: string },
  now: Date,
): ImageRecord | undefined {
  const arrival = eTag === undefined ? undefined : { key, version, eTag };
  const begun = state?.version === version ? state : arrival && begin(state, arrival, now);
  if (begun?.status !== 'processing') return undefined; // decided, newer, or recorded before
  return { ...begun, failure, status: 'failed', updatedAt: now.toISOString() };
}

export function remove(
  state: ImageState | undefined,
  removal: { key: string; version: string },
  now: Date,
): Tombstone | undefined {
  if (state?.version !== undefined && state.version > removal.version) return undefined;
  const { version } = removal;
  const deletedBy = state?.status === 'deleted' ? (state.deletedBy ?? state.version) : undefined;
  return {
    ...tombstone(removal, state?.owner, now),
    version,
    ...(deletedBy !== undefined && deletedBy !== version && { deletedBy }),
  };
}

/** The first attempt to finish or fail a version decides it; a concurrent duplicate then changes nothing. */
function isDecided(state: ImageState): boolean {
  return state.status !== 'pending' && state.status !== 'processing' && !isGivenUp(state);
}

function isUndecided(state: ImageState | undefined, version: string): state is ImageRecord {
  return state?.version === version && !isDecided(state);
}

function newRecord(key: string, owner: string | undefined, now: Date): ImageRecord {
  const at = now.toISOString();
  return {
    id: imageId(key),
    key,
    status: 'pending',
    ...(owner !== undefined && { owner }),
    createdAt: at,
    updatedAt: at,
    variants: [],
  };
}

function tombstone({ key }: { key: string }, owner: string | undefined, now: Date): Tombstone {
  return {
    id: imageId(key),
    key,
    status: 'deleted',
    ...(owner !== undefined && { owner }),
    expiresAt: daysAfter(now, rememberedDays),
  };
}

/** Epoch seconds, the unit of DynamoDB's time to live. */
function daysAfter(now: Date, days: number): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}
