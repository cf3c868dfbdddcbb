import { AwsError } from '../../../protocol/aws-error.ts';
import { checkOwner } from '../bucket/owner.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { authorize, header, type S3Call } from '../operation.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checkReadConditions } from './conditions.ts';
import { authorizeDecryption } from './encryption-key.ts';
import { findObject } from './find-object.ts';

const conditionPrefix = 'x-amz-copy-source-';

/**
 * The object named by `x-amz-copy-source` (`bucket/key` or `/bucket/key`, percent-encoded, optionally with `?versionId=`),
 * once the caller may read it and its conditions hold.
 */
export async function findCopySource(call: S3Call): Promise<StoredObject> {
  const { bucket, key, versionId } = parseCopySource(header(call, 'x-amz-copy-source') ?? '');
  checkOwner(header(call, 'x-amz-source-expected-bucket-owner'), call.cloud.accountId);
  await authorize(call, versionId ? 's3:GetObjectVersion' : 's3:GetObject', {
    bucket,
    key,
    versionId,
  });
  const source = await findSource(call, { bucket, key, versionId });
  await authorizeDecryption({ ...call, bucket, key }, source);
  checkReadConditions(call.request.headers, source, { prefix: conditionPrefix, notModifiedStatus: 412 });
  return source;
}

async function findSource(call: S3Call, at: { bucket: string; key: string; versionId?: string | undefined }) {
  return findObject(call, at).catch((error: unknown) => {
    if (!(error instanceof AwsError) || error.code !== 'MethodNotAllowed') throw error;
    throw invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  });
}

/** Throws InvalidArgument. */
export function parseCopySource(value: string): { bucket: string; key: string; versionId?: string } {
  const [path = '', query = ''] = value.split('?versionId=');
  const invalid = invalidArgument('Invalid copy source object key', 'x-amz-copy-source', 'x-amz-copy-source');
  let decoded: string;
  try {
    decoded = decodeURIComponent(path).replace(/^\//, '');
  } catch {
    throw invalid;
  }
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1) throw invalid;
  return {
    bucket: decoded.slice(0, slash),
    key: decoded.slice(slash + 1),
    ...(query === '' ? {} : { versionId: query }),
  };
}
