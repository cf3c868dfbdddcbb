import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createLedger, imageId, isGivenUp, type Owner, recount, relist } from '@darkroom/catalog';
import type { Finding } from './finding.ts';
import { copySource, listObjects } from './originals.ts';
import { createPace } from './pace.ts';
import { requestOne } from './reprocess.ts';
import type { DeployedStack } from './stack.ts';

/**
 * Repairs one finding through the pipeline itself, so a mistaken repair does no more harm than a repeated event.
 * Processing runs in the background. False if nothing is left from which to repair it.
 */
export async function repair(stack: DeployedStack, finding: Finding): Promise<boolean> {
  switch (finding.kind) {
    case 'unprocessed-original':
      await announceAgain(stack, finding.key);
      return true;
    case 'sealed-original':
      await removeSealed(stack, finding);
      return true;
    case 'missing-original':
      await stack.catalog.remove({ key: finding.key, version: finding.version });
      await removeGarbage(stack, finding.id);
      return true;
    case 'missing-variants':
      return requestOne(stack, finding.id);
    case 'given-up':
    case 'stuck':
      return (await hasEnded(stack, finding.id)) || requestOne(stack, finding.id);
    case 'orphan-variant':
      await removeVariant(stack, finding.variantKey);
      return true;
    case 'unpublished':
      return republish(stack, finding.id);
    case 'wrong-totals':
      return (await recountTotals(stack, [finding.owner])).length > 0;
    case 'old-index':
      await relistAll(stack, finding.ids);
      return true;
  }
}

/** Whether a redrive or a late run has completed the image since it was found. */
async function hasEnded({ catalog }: DeployedStack, id: string): Promise<boolean> {
  const image = await catalog.get(id);
  return image?.status === 'ready' || (image?.status === 'failed' && !isGivenUp(image));
}

/** Done by the function publish-changes, which may send to the webhooks' queues. False if it failed. */
async function republish({ lambda, publishChangesFunction }: DeployedStack, id: string): Promise<boolean> {
  const { FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: publishChangesFunction,
      Payload: JSON.stringify({ republish: [id] }),
    }),
  );
  return FunctionError === undefined;
}

/** Written at once, with their three units each, they would throttle a partition of the old index, and all writes with it. */
const relistedPerSecond = 200;

async function relistAll({ documents, tableName }: DeployedStack, ids: readonly string[]): Promise<void> {
  const together = 20;
  const pace = createPace(relistedPerSecond / together, new AbortController().signal);
  for (let n = 0; n < ids.length; n += together) {
    await pace();
    await Promise.all(ids.slice(n, n + together).map((id) => relist(documents, tableName, id)));
  }
}

/** Returns the owners whose totals are now right. */
export async function recountTotals(
  { documents, tableName }: DeployedStack,
  owners: readonly Owner[],
): Promise<Owner[]> {
  if (owners.length === 0) return [];
  const ledger = createLedger({ client: documents, tableName, now: () => new Date() });
  return recount({ client: documents, tableName, ledger }, owners);
}

/**
 * Copying an object onto itself sends a new event, with a sequencer from S3. Not done if its own event has come since it
 * was found: the image would be processed twice, and its webhooks sent twice.
 */
async function announceAgain({ catalog, s3, originalsBucket }: DeployedStack, key: string): Promise<void> {
  const object = { Bucket: originalsBucket, Key: key };
  try {
    const head = await s3.send(new HeadObjectCommand(object));
    const image = await catalog.get(imageId(key));
    if (image?.eTag !== undefined && `"${image.eTag}"` === head.ETag) return;
    await s3.send(
      new CopyObjectCommand({
        ...object,
        CopySource: copySource(originalsBucket, key),
        CopySourceIfMatch: head.ETag,
        MetadataDirective: 'REPLACE', // S3 refuses a copy that changes nothing, so the metadata is replaced with the same
        Metadata: head.Metadata,
        ContentType: head.ContentType,
        ContentDisposition: head.ContentDisposition,
        ContentEncoding: head.ContentEncoding,
        ContentLanguage: head.ContentLanguage,
        CacheControl: head.CacheControl,
        StorageClass: head.StorageClass,
      }),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** In a versioned bucket it deletes exactly this version. */
async function removeSealed(
  { s3, originalsBucket }: DeployedStack,
  { key, eTag }: { key: string; eTag: string },
): Promise<void> {
  const object = { Bucket: originalsBucket, Key: key };
  try {
    const { VersionId } = await s3.send(new HeadObjectCommand({ ...object, IfMatch: `"${eTag}"` }));
    await s3.send(new DeleteObjectCommand({ ...object, VersionId }));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Deleted or replaced since then, which has sent an event of its own. */
function isGone(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === 404 || status === 412;
}

async function removeGarbage(stack: DeployedStack, id: string): Promise<void> {
  for await (const { key } of listObjects(stack, stack.variantsBucket, { prefix: `${id}/` })) {
    const [garbage] = await stack.catalog.garbageAmong(id, [key]);
    if (garbage !== undefined) await removeVariant(stack, garbage);
  }
}

async function removeVariant({ s3, variantsBucket }: DeployedStack, key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: variantsBucket, Key: key }));
}
