import { randomUUID } from 'node:crypto';
import { type Arrival, type Catalog, imageId, type Variant, variantKey } from '@darkroom/catalog';
import type { ImageEvent } from '@darkroom/image-events';
import { ImageError } from '@darkroom/imaging';
import type { Develop, Developed } from './develop.ts';
import type { Originals } from './originals.ts';
import type { Variants } from './variants.ts';

export interface Pipeline {
  readonly catalog: Catalog;
  readonly originals: Originals;
  readonly variants: Variants;
  readonly develop: Develop;
}

export type Outcome =
  | { readonly status: 'ready'; readonly variants: number; readonly durations: Durations }
  | { readonly status: 'failed'; readonly code: string; readonly reason: string }
  /** A newer event has the image, or this one was done before. */
  | { readonly status: 'superseded' | 'decided' }
  | { readonly status: 'removed' };

interface Durations {
  readonly downloadMs: number;
  readonly renderMs: number;
  readonly uploadMs: number;
}

/**
 * The story of one event. It may come twice, late, or die between any two lines: run again it ends the same,
 * because the catalog lets only the newest event win and whoever loses clears away what it made.
 */
export async function processImage(event: ImageEvent, pipeline: Pipeline): Promise<Outcome> {
  const { catalog, originals } = pipeline;
  if (event.type === 'version-removed') {
    const eTag = await originals.eTagOf(event.key);
    if (eTag === undefined) return processImage({ ...event, type: 'removed' }, pipeline);
    return processImage({ ...event, type: 'uploaded', eTag }, pipeline);
  }
  if (event.type === 'removed') {
    const removed = await catalog.remove(event);
    await clearAway(imageId(event.key), pipeline);
    return { status: removed ? 'removed' : 'superseded' };
  }
  const { outcome, mayHaveGarbage } = await catalog.begin(event);
  const result = outcome === 'current' ? await make(event, pipeline) : { status: outcome };
  if (mayHaveGarbage || result.status === 'superseded') await clearAway(imageId(event.key), pipeline);
  return result;
}

async function make(
  event: Arrival & { type: 'uploaded' | 'reprocess' },
  pipeline: Pipeline,
): Promise<Outcome> {
  const { catalog, originals, develop } = pipeline;
  const lap = stopwatch();
  try {
    const bytes = await originals.read(event);
    if (bytes === 'missing' && event.type === 'reprocess') {
      return await fail(
        event,
        { code: 'OriginalMissing', message: 'The original is no longer there.' },
        catalog,
      );
    }
    // The event that took it away is on its way, and the record is left to it.
    if (bytes === 'missing' || bytes === 'replaced') return { status: 'superseded' };
    const downloadMs = lap();
    const developed = await develop(bytes);
    const renderMs = lap();
    const variants = await store(event, developed, pipeline.variants);
    const uploadMs = lap();
    const finished = await catalog.finish(event, {
      ...developed,
      variants,
      processingMs: downloadMs + renderMs + uploadMs,
    });
    if (!finished) return { status: 'superseded' };
    return { status: 'ready', variants: variants.length, durations: { downloadMs, renderMs, uploadMs } };
  } catch (error) {
    if (error instanceof ImageError) return await fail(event, error, catalog);
    throw error; // a transient fault: Lambda tries again
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

/** Uploads all at once: there are as many as presets, and the SDK opens no more than 50 connections. */
async function store(
  { key, version }: Arrival,
  { variants }: Developed,
  bucket: Variants,
): Promise<Variant[]> {
  const id = imageId(key);
  const attempt = randomUUID().slice(0, 8);
  const uploads = variants.map(async ({ bytes, extension, ...variant }) => {
    const stored = variantKey({ id, version, attempt, extension, preset: variant.preset });
    await bucket.put({ key: stored, contentType: variant.contentType, bytes });
    return { ...variant, bytes: bytes.byteLength, key: stored };
  });
  // Of a try that fails none may arrive later, behind the back of whoever clears away after it.
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
