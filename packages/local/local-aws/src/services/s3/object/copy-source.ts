import { invalidArgument } from '../errors.ts';
import { authorize, header, type S3Call } from '../operation.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checkReadConditions } from './conditions.ts';
import { findObject } from './find-object.ts';

const conditionPrefix = 'x-amz-copy-source-';

/**
 * The object that `x-amz-copy-source` names (`bucket/key` or `/bucket/key`, percent-encoded, `?versionId=` after it),
 * once the caller may read it and the conditions on it hold.
 */
export async function findCopySource(call: S3Call): Promise<StoredObject> {
  const { bucket, key, versionId } = parseCopySource(header(call, 'x-amz-copy-source') ?? '');
  await authorize(call, versionId ? 's3:GetObjectVersion' : 's3:GetObject', { bucket, key });
  const source = await findObject(call, { bucket, key, versionId });
  checkReadConditions(call.request.headers, source, { prefix: conditionPrefix, notModifiedStatus: 412 });
  return source;
}

function parseCopySource(value: string): { bucket: string; key: string; versionId?: string } {
  const [path = '', query = ''] = value.split('?versionId=');
  const invalid = invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    'x-amz-copy-source',
    value,
  );
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
