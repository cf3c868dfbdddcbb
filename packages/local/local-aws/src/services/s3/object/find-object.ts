import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, noSuchKey, noSuchVersion } from '../errors.ts';
import { authorize, type S3Call } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import type { DeleteMarker, StoredObject } from '../storage/versions.ts';

interface Wanted {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/**
 * The object, or its version, that a request reads. For a caller who may not list the bucket, AccessDenied does not reveal
 * which keys exist, as on AWS.
 */
export async function findObject(call: S3Call, { bucket, key, versionId }: Wanted): Promise<StoredObject> {
  const found = await findVersion(call, { bucket, key, versionId });
  if (found?.kind === 'object') return found;
  if (found && versionId) throw deleteMarker(call, found);
  await authorize(call, 's3:ListBucket', { bucket }, { 's3:prefix': key });
  if (versionId) throw noSuchVersion(key, versionId);
  const missing = noSuchKey(key);
  if (!found) throw missing;
  throw new AwsError(missing.code, missing.message, missing.status, {
    fields: missing.fields,
    headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId },
  });
}

/** The same for what a delete marker cannot have: tags, a new ACL. */
export async function findDescribed(call: S3Call, wanted: Wanted): Promise<StoredObject> {
  const found = await findVersion(call, wanted);
  if (found?.kind === 'delete-marker') throw deleteMarker(call, found);
  return findObject(call, wanted);
}

async function findVersion({ store }: S3Call, { bucket, key, versionId }: Wanted) {
  if (versionId === undefined) return store.versions.latest(bucket, key);
  checkVersionId(await requireBucket(store, bucket), versionId);
  return store.versions.find(bucket, key, versionId);
}

/** Throws for an id that no version of the bucket can have. */
export function checkVersionId({ versioning }: Bucket, versionId: string): void {
  if (versionId === 'null' || (versioning !== undefined && /^[\w-]{32}$/.test(versionId))) return;
  if (versionId === '')
    throw invalidArgument('Version id cannot be the empty string', 'versionId', versionId);
  throw invalidArgument('Invalid version id specified', 'versionId', versionId);
}

function deleteMarker({ request }: S3Call, { versionId, lastModified }: DeleteMarker): AwsError {
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    fields: { Method: request.method, ResourceType: 'DeleteMarker' },
    headers: {
      'x-amz-delete-marker': 'true',
      'x-amz-version-id': versionId,
      'last-modified': new Date(lastModified).toUTCString(),
      allow: 'DELETE',
    },
  });
}
