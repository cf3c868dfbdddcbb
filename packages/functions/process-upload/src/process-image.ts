import { randomUUID } from 'node:crypto';
import {
  type Arrival,
  type Catalog,
  type ImageRecord,
  imageId,
  type Variant,
  variantKey,
} from '@darkroom/catalog';
import type { ImageEvent } from '@darkroom/image-events';
import type { Originals, Variants } from '@darkroom/image-store';
import { ImageError } from '@darkroom/imaging';
import type { Develop, Developed } from './develop.ts';

export interface Pipeline {
  readonly catalog: Catalog;
  readonly originals: Originals;
  readonly variants: Pick<Variants, 'put' | 'list' | 'delete'>;
  readonly develop: Develop;
}

export type Outcome =
  | { readonly status: 'ready'; readonly variants: number; readonly durations: Durations }
  | { readonly status: 'failed'; readonly code: string; readonly reason: string }
  /** A newer event owns the image, or this event was already processed. */
  | { readonly status: 'superseded' | 'decided' }
  /** A form created the object after the API had deleted its image; the object is deleted. */
  | { readonly status: 'sealed' }
  | { readonly status: 'removed' };

interface Durations {
  readonly downloadMs: number;
  readonly renderMs: number;
  readonly uploadMs: number;
}

/**
 * Handles one event from start to end. The event may come twice or late, and the process may die between any two lines.
 * Running it again gives the same result: only the newest event wins, and an attempt that loses deletes its variants.
 */
export async function processImage(
  event: ImageEvent,
  pipeline: Pipeline,
  requestId?: string,
): Promise<Outcome> {
  const { catalog, originals } = pipeline;
  if (event.type === 'version-removed') {
    const eTag = await originals.eTagOf(event.key);
    if (eTag === undefined) return processImage({ ...event, type: 'removed' }, pipeline, requestId);
    return processImage({ ...event, type: 'uploaded', eTag }, pipeline, requestId);
  }
  if (event.type === 'removed') {
    const removed = await catalog.remove(event);
    await clearAway(imageId(event.key), pipeline);
    return { status: removed ? 'removed' : 'superseded' };
  }
  const beginning = await catalog.begin({ ...event, ...(requestId !== undefined && { requestId }) });
  const { outcome, mayHaveGarbage } = beginning;
  const result =
    beginning.outcome === 'current'
      ? await make(event, beginning.image, pipeline)
      : { status: beginning.outcome };
  if (outcome === 'sealed' && event.type === 'uploaded' && event.byForm)
    await originals.remove({ ...event, ...event.byForm });
  if (mayHaveGarbage || result.status === 'superseded') await clearAway(imageId(event.key), pipeline);
  return result;
}

async function make(
  event: Arrival & { type: 'uploaded' | 'reprocess' },
  image: ImageRecord,
  pipeline: Pipeline,
): Promise<Outcome> {
  const { catalog, originals, develop } = pipeline;
  const lap = stopwatch();
  try {
    const bytes = await originals.read(event);
    if (bytes === 'missing' && event.type === 'reprocess') {
      return await fail(
        event,
        { code: 'OriginalMissing', message: 'The original no longer exists.' },
        catalog,
      );
    }
    // The event that deleted the original is still to come, and will update the record.
    if (bytes === 'missing' || bytes === 'replaced') return { status: 'superseded' };
    const downloadMs = lap();
    const developed = await develop(bytes, image.focalPoint);
    const renderMs = lap();
    const variants = await store(event, developed, pipeline.variants);
    const uploadMs = lap();
    const duplicateOf = await catalog.olderWithBytes(image, developed.fingerprint.sha256);
    const finished = await catalog.finish(event, {
      ...developed,
      ...(duplicateOf !== undefined && { duplicateOf }),
      variants,
      processingMs: downloadMs + renderMs + uploadMs,
    });
    if (!finished) return { status: 'superseded' };
    return { status: 'ready', variants: variants.length, durations: { downloadMs, renderMs, uploadMs } };
  } catch (error) {
    if (error instanceof ImageError) return await fail(event, error, catalog);
    throw error; // a transient fault: Lambda retries
  }
}

async function fail(
  event: Arrival,
  { code, message }: { code: string; message: string },
  catalog: Catalog,
): Promise<Outcome> {
  const recorded = await catalog.fail(event, { code, reason: message });
  return recorded ? { status: 'failed', code, reason: message } : { status: 'superseded' };
}

/** Uploads all at once: there are only as many as presets have formats, and the SDK opens at most 50 connections. */
async function store(
  { key, version }: Arrival,
  { variants }: Developed,
  bucket: Pipeline['variants'],
): Promise<Variant[]> {
  const id = imageId(key);
  const attempt = randomUUID().slice(0, 8);
  const uploads = variants.map(async ({ bytes, extension, ...variant }) => {
    const stored = variantKey({ id, version, attempt, extension, preset: variant.preset });
    await bucket.put({ key: stored, contentType: variant.contentType, bytes });
    return { ...variant, bytes: bytes.byteLength, key: stored };
  });
  // If the attempt fails, no upload may arrive after its variants have been deleted.
  await Promise.allSettled(uploads);
  return Promise.all(uploads);
}

async function clearAway(id: string, { catalog, variants }: Pipeline): Promise<void> {
  for await (const keys of variants.list(id)) {
    const garbage = await catalog.garbageAmong(id, keys);
    if (garbage.length > 0) await variants.delete(garbage);
  }
}

function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const lap = Math.round(now - last);
    last = now;
    return lap;
  };
}
