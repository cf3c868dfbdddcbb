import type { Facts } from './facts.ts';
import { type GivenUpCode, isGivenUp } from './given-up.ts';
import { imageId } from './image-id.ts';
import type {
  Announced,
  Description,
  Fingerprint,
  ImageRecord,
  ImageState,
  LeftOut,
  Original,
  Placeholder,
  Tombstone,
  Variant,
} from './image-record.ts';
import { arrivalOf, followed } from './trail.ts';

/** Each function returns the next state of an image, or `undefined` if the change comes too late. */

/** An original as an event names it. */
export interface Arrival {
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
  /** Present if an upload form, or parts that the API signed, created the object: when. */
  readonly byForm?: { readonly at: Date };
  /** Of the invocation, for the trail. */
  readonly requestId?: string;
  /** Of the request that announced the upload or, if nobody did, of S3's request that made the object. */
  readonly correlationId?: string;
}

/** An event on which Lambda has given up; an upload has an `eTag`. */
export type GivenUpEvent = Omit<Arrival, 'eTag'> & { readonly eTag?: string | undefined };

export interface Development {
  readonly original: Original;
  readonly placeholder: Placeholder;
  readonly fingerprint: Fingerprint;
  readonly duplicateOf?: string;
  readonly facts: Facts;
  readonly variants: Variant[];
  readonly leftOut?: readonly LeftOut[];
  readonly recipe?: string;
  readonly processingMs: number;
}

/**
 * Longer than any queue keeps an event (SQS: 14 days), so a late event still finds that the image is gone, or who owns it.
 */
export const rememberedDays = 30;

export function announce(
  key: string,
  owner: string | undefined,
  now: Date,
  announced?: Announced,
  correlationId?: string,
): ImageRecord {
  const announcement = { ...(owner !== undefined && { owner }), form: { ...announced } };
  // The request's id is that of the invocation.
  const requestId = correlationId !== undefined && { requestId: correlationId };
  return {
    ...newRecord(key, announcement, now),
    ...correlated({ correlationId }),
    ...followed({}, { at: now.toISOString(), event: 'announced', ...requestId }),
    expiresAt: daysAfter(now, rememberedDays),
  };
}

/** An announced image that its owner deletes before any event about it; an event that still comes finds its owner. */
export function withdraw(state: ImageState | undefined, now: Date): Tombstone | undefined {
  if (state?.status !== 'pending') return undefined;
  return { ...tombstone(state, announcementOf(state), now), ...correlated(state) };
}

/**
 * Marks an announced image that the API is about to delete: from now on, uploads with its form do not count, although
 * S3 accepts them until the form expires. The mark stays in every later state of the image.
 */
export function seal<State extends ImageState>(state: State | undefined, now: Date): State | undefined {
  if (!state?.form || state.form.sealedAt !== undefined) return undefined;
  return { ...state, form: { ...state.form, sealedAt: now.toISOString() } };
}

/** Whether an upload form created this object after the API had deleted the image. */
export function isSealed(state: ImageState | undefined, { byForm }: Pick<Arrival, 'byForm'>): boolean {
  const sealedAt = state?.form?.sealedAt;
  return sealedAt !== undefined && byForm !== undefined && byForm.at.getTime() > Date.parse(sealedAt);
}

/**
 * Takes the record for `arrival`, unless a newer event owns it, this version is already decided, or `isSealed`. Reopens
 * a version on which Lambda has given up.
 */
export function begin(state: ImageState | undefined, arrival: Arrival, now: Date): ImageRecord | undefined {
  if (isSealed(state, arrival)) return undefined;
  if (state?.version !== undefined) {
    if (state.version > arrival.version) return undefined;
    if (state.version === arrival.version && isDecided(state)) return undefined;
  }
  const { expiresAt, failure, focalPoint, ...kept } =
    state === undefined || state.status === 'deleted'
      ? newRecord(arrival.key, announcementOf(state), now)
      : state;
  const isNew = state?.version !== arrival.version;
  const isSameOriginal = kept.eTag === undefined || kept.eTag === arrival.eTag;
  return {
    ...kept,
    ...(focalPoint && isSameOriginal && { focalPoint }),
    status: 'processing',
    version: arrival.version,
    eTag: arrival.eTag,
    ...correlated(arrival),
    updatedAt: now.toISOString(),
    ...followed(kept, ...(isNew ? [arrivalOf(arrival.version, now)] : []), {
      at: now.toISOString(),
      event: 'begun',
      ...(arrival.requestId !== undefined && { requestId: arrival.requestId }),
    }),
  };
}

export function finish(state: ImageState | undefined, version: string, made: Development, now: Date) {
  if (!isUndecided(state, version)) return undefined;
  const { failure, duplicateOf, leftOut: _, recipe: __, ...kept } = state;
  const { leftOut = [], ...others } = made;
  const missing = leftOut.length > 0 && { leftOut: [...leftOut] };
  return {
    ...kept,
    ...others,
    ...missing,
    status: 'ready',
    updatedAt: now.toISOString(),
    ...followed(kept, {
      at: now.toISOString(),
      event: 'ready',
      variants: made.variants.length,
      milliseconds: made.processingMs,
    }),
  } satisfies ImageRecord;
}

export function fail(
  state: ImageState | undefined,
  version: string,
  failure: { code: string; reason: string },
  now: Date,
): ImageRecord | undefined {
  if (!isUndecided(state, version)) return undefined;
  const { original, placeholder, fingerprint, duplicateOf, facts, leftOut, recipe, processingMs, ...kept } =
    state;
  const at = now.toISOString();
  const trail = followed(kept, { at, event: 'failed', ...failure });
  return { ...kept, ...trail, variants: [], failure, status: 'failed', updatedAt: at };
}

/**
 * Records that Lambda has given up on an event. The previous version's variants stay visible, as during processing. An
 * event that never began is recorded only for an upload, which has an `eTag`; a reprocess that never began changes nothing.
 */
export function giveUp(
  state: ImageState | undefined,
  event: GivenUpEvent,
  failure: { code: GivenUpCode; reason: string },
  now: Date,
): ImageRecord | undefined {
  const { eTag, version } = event;
  const arrival = eTag === undefined ? undefined : { ...event, eTag };
  const begun = state?.version === version ? state : arrival && begin(state, arrival, now);
  if (begun?.status !== 'processing') return undefined; // decided, newer, or recorded before
  const at = now.toISOString();
  const happened = begun === state ? [] : [arrivalOf(version, now)];
  const trail = followed(recordOf(state), ...happened, { at, event: 'given-up', ...failure });
  return { ...begun, ...trail, failure, status: 'failed', updatedAt: at };
}

export function remove(
  state: ImageState | undefined,
  removal: { key: string; version: string; correlationId?: string },
  now: Date,
): Tombstone | undefined {
  if (state?.version !== undefined && state.version > removal.version) return undefined;
  const { version } = removal;
  const deletedBy = state?.status === 'deleted' ? (state.deletedBy ?? state.version) : undefined;
  return {
    ...tombstone(removal, announcementOf(state), now),
    ...correlated(removal),
    version,
    ...(deletedBy !== undefined && deletedBy !== version && { deletedBy }),
  };
}

/** Says something about an image, of any status but deleted. */
export function describe(
  state: ImageState | undefined,
  description: Description,
  now: Date,
): ImageRecord | undefined {
  if (!state || state.status === 'deleted') return undefined;
  const { tags } = description;
  const taken = tags?.length === 0 ? { ...description, tags: null } : description;
  const said = Object.entries(taken).filter(([, value]) => value !== undefined);
  const next = { ...state, ...Object.fromEntries(said), updatedAt: now.toISOString() };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as ImageRecord;
}

function recordOf(state: ImageState | undefined): Pick<ImageRecord, 'trail'> {
  return state === undefined || state.status === 'deleted' ? {} : state;
}

/** The first attempt to finish or fail a version decides it; a concurrent duplicate then changes nothing. */
function isDecided(state: ImageState): boolean {
  return state.status !== 'pending' && state.status !== 'processing' && !isGivenUp(state);
}

function isUndecided(state: ImageState | undefined, version: string): state is ImageRecord {
  return state?.version === version && !isDecided(state);
}

/** What every later state of an image keeps. */
type Announcement = Pick<ImageState, 'owner' | 'form'>;

function announcementOf(state: ImageState | undefined): Announcement {
  return {
    ...(state?.owner !== undefined && { owner: state.owner }),
    ...(state?.form && { form: state.form }),
  };
}

/** Absent of events that came before there was any: then that of the state before stays. */
function correlated({ correlationId }: { readonly correlationId?: string | undefined }) {
  return { ...(correlationId !== undefined && { correlationId }) };
}

function newRecord(key: string, announcement: Announcement, now: Date): ImageRecord {
  const at = now.toISOString();
  return {
    id: imageId(key),
    key,
    status: 'pending',
    ...announcement,
    createdAt: at,
    updatedAt: at,
    variants: [],
  };
}

function tombstone({ key }: { key: string }, announcement: Announcement, now: Date): Tombstone {
  return {
    id: imageId(key),
    key,
    status: 'deleted',
    ...announcement,
    expiresAt: daysAfter(now, rememberedDays),
  };
}

/** Epoch seconds, the unit of DynamoDB's time to live. */
function daysAfter(now: Date, days: number): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}
