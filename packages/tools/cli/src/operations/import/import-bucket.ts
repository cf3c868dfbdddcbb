import { CopyObjectCommand, GetObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { pMapIterable } from 'p-map';
import { CliError } from '../../errors.ts';
import { copySource, listObjects, type StoredObject } from '../originals.ts';
import { createPace } from '../pace.ts';
import type { DeployedStack } from '../stack.ts';
import { type Candidate, compareBuckets } from './compare-buckets.ts';
import { formatOfName, looksLikePicture, tellingBytes } from './format-of.ts';

export interface ImportOptions {
  readonly bucket: string;
  readonly prefix: string;
  readonly limits: Pick<PipelineConfig['limits'], 'maxBytes' | 'formats'>;
  /** Maximum number of copies per second. */
  readonly rate: number;
  /** Skips keys up to this one. */
  readonly startAfter?: string | undefined;
  /** Says what would be copied. */
  readonly dryRun?: boolean | undefined;
}

/** Why an object is left out. */
export type SkipReason =
  | 'already-there'
  | 'key-in-use'
  | 'not-a-picture'
  | 'format-not-accepted'
  | 'too-large'
  | 'empty'
  | 'archived';

export type ImportStep = { readonly key: string; readonly bytes: number } & (
  | { readonly outcome: 'copied' }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string }
);

/** A copy within a region takes about 100 ms, and one of the largest files some seconds. */
const mostAtOnce = 64;

/** Objects of these classes must be restored before they can be read (S3 User Guide, "Storage classes"). */
const archives = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/**
 * Copies a bucket's pictures into the originals, under the same keys and by S3 itself, in key order. Never replaces what
 * is there. Steps come in the order of keys, so each can be saved and passed back as `startAfter`. Ends early when
 * `interrupted` is aborted. Memory does not grow with the bucket. Throws `CliError` if there is no such bucket.
 */
export async function* importBucket(
  stack: Pick<DeployedStack, 's3' | 'originalsBucket'>,
  options: ImportOptions,
  interrupted: AbortSignal,
): AsyncGenerator<ImportStep> {
  const { bucket, prefix, startAfter, rate, dryRun } = options;
  const range = { prefix, startAfter };
  const candidates = compareBuckets(
    listSource(stack, bucket, range),
    listObjects(stack, stack.originalsBucket, range),
  );
  const pace = createPace(rate, interrupted);
  const copyOne = async (candidate: Candidate): Promise<ImportStep | undefined> => {
    const { key, bytes } = candidate.object;
    try {
      const reason = await whyNot(candidate, stack, options);
      if (reason !== undefined) return { key, bytes, outcome: 'skipped', reason };
      if (!dryRun) await pace();
      if (interrupted.aborted) return undefined;
      if (!dryRun) await copy(candidate.object, stack, bucket);
      return { key, bytes, outcome: 'copied' };
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      const { name: code, message } = error;
      return { key, bytes, outcome: 'failed', code, message };
    }
  };
  const concurrency = Math.min(mostAtOnce, Math.ceil(rate));
  for await (const step of pMapIterable(candidates, copyOne, { concurrency })) {
    if (step === undefined) return;
    yield step;
  }
}

async function* listSource(
  stack: Pick<DeployedStack, 's3'>,
  bucket: string,
  range: { readonly prefix: string; readonly startAfter: string | undefined },
): AsyncGenerator<StoredObject> {
  try {
    yield* listObjects(stack, bucket, range);
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.name === 'NoSuchBucket')) throw error;
    throw new CliError('NoSuchBucket', `There is no bucket ${bucket}, or not in this account.`);
  }
}

async function whyNot(
  { object, existing }: Candidate,
  { s3 }: Pick<DeployedStack, 's3'>,
  { bucket, limits }: ImportOptions,
): Promise<SkipReason | undefined> {
  const { key, bytes, storageClass } = object;
  if (bytes === 0) return 'empty'; // also the "folders" of the S3 console
  if (existing) return isCopy(object, existing) ? 'already-there' : 'key-in-use';
  if (bytes > limits.maxBytes) return 'too-large';
  const format = formatOfName(key);
  if (format !== undefined && !limits.formats.includes(format)) return 'format-not-accepted';
  if (archives.has(storageClass)) return 'archived';
  if (format !== undefined) return undefined;
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${tellingBytes - 1}` }),
  );
  const start = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return looksLikePicture(start) ? undefined : 'not-a-picture';
}

/** As `aws s3 sync` tells: an ETag depends on how an object was uploaded and encrypted, not on its bytes alone. */
function isCopy(object: StoredObject, existing: StoredObject): boolean {
  if (object.bytes !== existing.bytes) return false;
  return object.eTag === existing.eTag || existing.lastModified >= object.lastModified;
}

/** The object that was listed, and to a key that is still free. Tags stay behind: reading them is a permission more. */
async function copy(
  { key, eTag }: StoredObject,
  { s3, originalsBucket }: Pick<DeployedStack, 's3' | 'originalsBucket'>,
  bucket: string,
): Promise<void> {
  await s3.send(
    new CopyObjectCommand({
      Bucket: originalsBucket,
      Key: key,
      CopySource: copySource(bucket, key),
      CopySourceIfMatch: `"${eTag}"`,
      IfNoneMatch: '*',
      TaggingDirective: 'REPLACE',
    }),
  );
}
