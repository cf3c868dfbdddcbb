import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { type ImageRecord, type ImageState, imageId, imageStateSchema, isGarbage } from '@darkroom/catalog';
import { listObjects } from './originals.ts';
import { requestOne } from './reprocess.ts';
import type { DeployedStack } from './stack.ts';

/** Something that the catalog, the originals and the variants do not agree on. */
export type Finding =
  /** An original that was never processed: its event was lost, or is still on its way. */
  | { readonly kind: 'unprocessed-original'; readonly key: string }
  /** A record whose original is gone. */
  | { readonly kind: 'missing-original'; readonly key: string; readonly id: string; readonly version: string }
  /** A record that says ready while a variant is not there. */
  | {
      readonly kind: 'missing-variant';
      readonly key: string;
      readonly id: string;
      readonly variantKey: string;
    }
  /** A variant that nothing refers to. */
  | { readonly kind: 'orphan-variant'; readonly variantKey: string }
  /** Pending or processing for longer than any function runs. */
  | { readonly kind: 'stuck'; readonly key: string; readonly id: string };

const stuckAfterMs = 6 * 3600 * 1000; // Lambda keeps an event for six hours at most

/** Compares catalog, originals and variants. Holds ids and variant keys in memory, about 300 bytes an image. */
export async function* verify(stack: DeployedStack, now: Date): AsyncGenerator<Finding> {
  const variants = new Set<string>();
  for await (const { key } of listObjects(stack, stack.variantsBucket)) variants.add(key);
  const originals = new Set<string>();
  const states = new Map<string, ImageState>();
  // Records are read after the variants and before the originals: what is made meanwhile is never reported as lost.
  for await (const state of readStates(stack)) states.set(state.id, state);

  for await (const { key, lastModified } of listObjects(stack, stack.originalsBucket)) {
    originals.add(imageId(key));
    const state = states.get(imageId(key));
    const settled = now.getTime() - lastModified.getTime() > graceMs;
    if ((!state || state.status === 'deleted') && settled) yield { kind: 'unprocessed-original', key };
  }
  for (const state of states.values()) {
    if (state.status === 'deleted') continue;
    yield* checkRecord(state, { hasOriginal: originals.has(state.id), variants, now });
  }
  for (const variantKey of variants) {
    const state = states.get(variantKey.split('/')[0] ?? '');
    if (!state || isGarbage(state, variantKey)) yield { kind: 'orphan-variant', variantKey };
  }
}

const graceMs = 60_000; // an event is delivered within seconds

function* checkRecord(
  record: ImageRecord,
  { hasOriginal, variants, now }: { hasOriginal: boolean; variants: ReadonlySet<string>; now: Date },
): Generator<Finding> {
  const { id, key, version, status } = record;
  const age = now.getTime() - Date.parse(record.updatedAt);
  if (!hasOriginal) {
    if (version !== undefined && age > graceMs) yield { kind: 'missing-original', key, id, version };
    return;
  }
  if ((status === 'pending' || status === 'processing') && age > stuckAfterMs)
    yield { kind: 'stuck', key, id };
  if (status !== 'ready' || age < graceMs) return;
  for (const variant of record.variants) {
    if (!variants.has(variant.key)) yield { kind: 'missing-variant', key, id, variantKey: variant.key };
  }
}

/** Mends one finding by the pipeline's own means, so a mistaken repair does no more than a repeated event. */
export async function repair(stack: DeployedStack, finding: Finding): Promise<void> {
  const { s3, catalog, originalsBucket, variantsBucket } = stack;
  switch (finding.kind) {
    case 'unprocessed-original': {
      // Copied onto itself, the object sends a new event, with a sequencer that S3 made.
      const source = `${originalsBucket}/${finding.key.split('/').map(encodeURIComponent).join('/')}`;
      await s3.send(
        new CopyObjectCommand({
          Bucket: originalsBucket,
          Key: finding.key,
          CopySource: source,
          MetadataDirective: 'REPLACE',
        }),
      );
      return;
    }
    case 'missing-original':
      await catalog.remove({ key: finding.key, version: finding.version });
      for await (const { key } of listObjects(stack, variantsBucket, { prefix: `${finding.id}/` })) {
        const [garbage] = await catalog.garbageAmong(finding.id, [key]);
        if (garbage) await s3.send(new DeleteObjectCommand({ Bucket: variantsBucket, Key: garbage }));
      }
      return;
    case 'missing-variant':
    case 'stuck':
      await requestOne(stack, finding.id);
      return;
    case 'orphan-variant':
      await s3.send(new DeleteObjectCommand({ Bucket: variantsBucket, Key: finding.variantKey }));
  }
}

async function* readStates({ documents, tableName }: DeployedStack): AsyncGenerator<ImageState> {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :image)',
      ExpressionAttributeValues: { ':image': 'image#' },
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map((item) => imageStateSchema.parse(item));
}
