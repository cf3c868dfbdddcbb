import { AwsError } from '../../../protocol/aws-error.ts';
import { noSuchKey, noSuchVersion } from '../errors.ts';
import { authorize, type S3Call } from '../operation.ts';
import type { StoredObject } from '../storage/versions.ts';

/**
 * The object, or the version of it, that a request reads. Who may not list the bucket learns
 * from AccessDenied nothing about which keys exist, as on AWS.
 */
export async function findObject(
  call: S3Call,
  { bucket, key, versionId }: { bucket: string; key: string; versionId?: string | undefined },
): Promise<StoredObject> {
  const { versions } = call.store;
  const found = versionId ? await versions.find(bucket, key, versionId) : await versions.latest(bucket, key);
  if (found?.kind === 'object') return found;
  if (found && versionId) {
    throw new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      {
        fields: { Method: call.request.method, ResourceType: 'DeleteMarker' },
        headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId, allow: 'DELETE' },
      },
    );
  }
  await authorize(call, 's3:ListBucket', { bucket }, { 's3:prefix': key });
  if (versionId) throw noSuchVersion(key, versionId);
  const missing = noSuchKey(key);
  if (!found) throw missing;
  throw new AwsError(missing.code, missing.message, missing.status, {
    fields: missing.fields,
    headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId },
  });
}
