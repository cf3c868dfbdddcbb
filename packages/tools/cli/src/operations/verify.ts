import {
  type Entry,
  type ImageRecord,
  type ImageState,
  imageId,
  isGarbage,
  isGivenUp,
  isSealed,
  type Owner,
  scanTable,
} from '@darkroom/catalog';
import type { Finding } from './finding.ts';
import { listObjects, type StoredObject } from './originals.ts';
import type { DeployedStack } from './stack.ts';
import { verifyPublished } from './verify-published.ts';

const graceMs = 60_000; // an event is delivered and processed within seconds
const stuckAfterMs = 6 * 3600 * 1000; // Lambda keeps an event for six hours at most

/**
 * Compares catalog, originals, variants and published events. Holds records and variant keys in memory, about 2 KB per
 * image. `onMoving` gets the owners whose totals change too fast to be compared.
 */
export async function* verify(
  stack: DeployedStack,
  now: Date,
  onMoving: (owner: Owner) => void,
): AsyncGenerator<Finding> {
  const variants = new Set<string>();
  for await (const { key } of listObjects(stack, stack.variantsBucket)) variants.add(key);
  const originals = new Set<string>();
  const states = new Map<string, ImageState>();
  // Records are read after the variants and before the originals, so what is created meanwhile is never reported as lost.
  const entries = new Map<string, Entry>();
  const owners = new Set<Owner>();
  const onlyInOldIndex: string[] = [];
  for await (const row of scanTable(stack.documents, stack.tableName)) {
    if (row.kind === 'image') {
      states.set(row.id, row.state);
      if (row.isOnlyInOldIndex) onlyInOldIndex.push(row.id);
    } else if (row.kind === 'entry') entries.set(row.id, row.entry);
    else owners.add(row.owner);
  }

  for await (const original of listObjects(stack, stack.originalsBucket)) {
    originals.add(imageId(original.key));
    const state = states.get(imageId(original.key));
    const settled = now.getTime() - original.lastModified.getTime() > graceMs;
    if (settled && isUnprocessed(original, state)) yield findingOf(original, state);
  }
  for (const state of states.values()) {
    if (state.status === 'deleted') continue;
    yield* checkRecord(state, { hasOriginal: originals.has(state.id), variants, now });
  }
  for (const variantKey of variants) {
    const state = states.get(variantKey.split('/')[0] ?? '');
    if (!state || isGarbage(state, variantKey)) yield { kind: 'orphan-variant', variantKey };
  }
  if (onlyInOldIndex.length > 0) yield { kind: 'old-index', ids: onlyInOldIndex };
  yield* verifyPublished(stack, { states, entries, owners }, { now, graceMs, onMoving });
}

function findingOf({ key, eTag, lastModified }: StoredObject, state: ImageState | undefined): Finding {
  const at = new Date(lastModified.getTime() + 999); // S3 rounds down to seconds
  if (isSealed(state, { byForm: { at } })) return { kind: 'sealed-original', key, eTag };
  return { kind: 'unprocessed-original', key };
}

function isUnprocessed({ key, eTag, bytes }: StoredObject, state: ImageState | undefined): boolean {
  if (key.endsWith('/') && bytes === 0) return false; // a "folder" of the S3 console
  return !state || state.status === 'deleted' || state.eTag !== eTag;
}

function* checkRecord(
  record: ImageRecord,
  { hasOriginal, variants, now }: { hasOriginal: boolean; variants: ReadonlySet<string>; now: Date },
): Generator<Finding> {
  const { id, key, version, status } = record;
  const age = now.getTime() - Date.parse(record.updatedAt);
  if (version === undefined || age < graceMs) return; // announced, but not uploaded yet
  if (!hasOriginal) yield { kind: 'missing-original', key, id, version };
  else if (status === 'ready') {
    const variantKeys = record.variants.map((variant) => variant.key).filter((name) => !variants.has(name));
    if (variantKeys.length > 0) yield { kind: 'missing-variants', key, id, variantKeys };
  } else if (isGivenUp(record)) yield { kind: 'given-up', key, id, code: record.failure?.code ?? '' };
  else if (status !== 'failed' && age > stuckAfterMs) yield { kind: 'stuck', key, id };
}
