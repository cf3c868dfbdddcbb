import { createHash } from 'node:crypto';
import { type Arrival, type Catalog, type ImageRecord, imageId } from '@darkroom/catalog';
import { vetoCode } from '@darkroom/catalog/schema';
import type { ImageEvent } from '@darkroom/image-events';
import { ImageError } from '@darkroom/imaging';
import { copyVariants } from './copy-variants.ts';
import type { Pipeline } from './pipeline.ts';
import { renderVariants } from './render-variants.ts';
import { type Laps, stopwatch } from './stopwatch.ts';

export type Outcome =
  | {
      readonly status: 'ready';
      readonly variants: number;
      /** Of the original. */
      readonly bytesIn: number;
      /** Of all variants. */
      readonly bytesOut: number;
      readonly copiedFrom?: string;
      readonly durations: Laps;
    }
  | { readonly status: 'failed'; readonly code: string; readonly reason: string }
  /** A newer event owns the image, or this event was already processed. */
  | { readonly status: 'superseded' | 'decided' }
  /** A form created the object after the API had deleted its image; the object is deleted. */
  | { readonly status: 'sealed' }
  | { readonly status: 'removed' };

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
  // What failed may have stored the variants that were made before.
  const hasLost = result.status === 'superseded' || result.status === 'failed';
  if (mayHaveGarbage || hasLost) await clearAway(imageId(event.key), pipeline);
  return result;
}

async function make(
  event: Arrival & { type: 'uploaded' | 'reprocess' },
  known: ImageRecord,
  pipeline: Pipeline,
): Promise<Outcome> {
  const { catalog, originals, recipe } = pipeline;
  const watch = stopwatch();
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
    watch.lap('downloadMs');
    const asked = await pipeline.askSteps?.(event, known, bytes);
    if (asked === 'superseded') return { status: 'superseded' };
    if (asked && 'veto' in asked) return await fail(event, { code: vetoCode, message: asked.veto }, catalog);
    const image = asked?.image ?? known;
    if (asked) watch.lap('stepsMs');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    // Whoever asks for a reprocess wants the variants made.
    const copied =
      event.type === 'uploaded' ? await copyVariants(event, image, sha256, pipeline, watch) : undefined;
    const { copiedFrom, ...made } = copied ?? (await renderVariants(event, image, bytes, pipeline, watch));
    const duplicateOf = await catalog.olderWithBytes(image, sha256);
    const finished = await catalog.finish(event, {
      ...made,
      fingerprint: { sha256, ...made.fingerprint },
      ...(duplicateOf !== undefined && { duplicateOf }),
      ...(recipe !== undefined && { recipe }),
      processingMs: watch.total(),
    });
    if (!finished) return { status: 'superseded' };
    return {
      status: 'ready',
      variants: made.variants.length,
      bytesIn: bytes.length,
      bytesOut: made.variants.reduce((sum, variant) => sum + variant.bytes, 0),
      ...(copiedFrom !== undefined && { copiedFrom }),
      durations: watch.laps,
    };
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

async function clearAway(id: string, { catalog, variants }: Pipeline): Promise<void> {
  for await (const keys of variants.list(id)) {
    const garbage = await catalog.garbageAmong(id, keys);
    if (garbage.length > 0) await variants.delete(garbage);
  }
}
