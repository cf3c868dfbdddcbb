import { z } from 'zod';
import type { AwsError } from '../../../protocol/aws-error.ts';
import { headerNotImplemented, invalidRequest, malformedXml, noSuchVersion } from '../errors.ts';
import { authorize, header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { checksumClaim } from '../wire/body-claims.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { element, flag, integer, parseXml, repeated } from '../wire/xml.ts';
import { deleteVersion } from './delete-version.ts';

const maxObjects = 1000;

const deletions = element({
  Quiet: flag().optional(),
  Object: repeated(
    element({
      Key: z.string().min(1),
      VersionId: z.string().optional(),
      ETag: z.string().optional(),
      LastModifiedTime: z.string().optional(),
      Size: integer().optional(),
    }),
  ),
});
type Deletion = z.output<typeof deletions>['Object'][number];

export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  action: null,
  async run(call) {
    const { Quiet: quiet, Object: objects } = parseXml(await readDocument(call), 'Delete', deletions);
    if (!header(call, 'content-md5') && !checksumClaim(call.request.headers)) {
      throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
    }
    if (objects.length === 0 || objects.length > maxObjects) throw malformedXml();
    for (const name of ['Size', 'LastModifiedTime'] as const) {
      if (objects.some((object) => object[name] !== undefined)) throw headerNotImplemented(name);
    }

    await requireBucket(call.store, call.bucket);
    const deleted: object[] = [];
    const failed: object[] = [];
    for (const object of objects) {
      const { Key, VersionId } = object;
      const named = { Key, ...(VersionId ? { VersionId } : {}) };
      try {
        const done = await deleteOne(call, object);
        if (quiet !== 'true') deleted.push({ ...named, ...done });
      } catch (error) {
        const { code, message } = faultOf(call, object, error);
        failed.push({ ...named, Code: code, Message: message });
      }
    }
    return xmlResponse('DeleteResult', { Deleted: deleted, Error: failed });
  },
};

/** For one object among many, an impossible version id counts as one that does not exist. */
function faultOf(call: S3Call, { Key, VersionId = '' }: Deletion, error: unknown): AwsError {
  const fault = call.cloud.toAwsError(error, 's3:DeleteObjects', call.request);
  return fault.fields.ArgumentName === 'versionId' ? noSuchVersion(Key, VersionId) : fault;
}

async function deleteOne(call: S3Call, { Key: key, VersionId: versionId, ETag: etag }: Deletion) {
  const action = versionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  await authorize(call, action, { bucket: call.bucket, key });
  const { version, marked } = await deleteVersion(call, key, versionId, etag);
  if (!marked && version?.kind !== 'delete-marker') return {};
  return { DeleteMarker: 'true', DeleteMarkerVersionId: version?.versionId };
}
