import { z } from 'zod';
import { invalidRequest, malformedXml } from '../errors.ts';
import { authorize, header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { checksumClaim } from '../wire/verified-body.ts';
import { parseXml, repeated } from '../wire/xml.ts';
import { deleteVersion } from './delete-version.ts';

const maxObjects = 1000;

const deletions = z.object({
  Quiet: z.string().optional(),
  Object: repeated(
    z.object({ Key: z.string().min(1), VersionId: z.string().optional(), ETag: z.string().optional() }),
  ),
});

export const deleteObjects: S3Operation = {
  name: 'DeleteObjects',
  action: null,
  async run(call) {
    const { Quiet: quiet, Object: objects } = parseXml(await readDocument(call), 'Delete', deletions);
    if (!header(call, 'content-md5') && !checksumClaim(call.request.headers)) {
      throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
    }
    if (objects.length === 0 || objects.length > maxObjects) throw malformedXml();

    await requireBucket(call.store, call.bucket);
    const deleted: object[] = [];
    const failed: object[] = [];
    for (const { Key: key, VersionId: versionId, ETag: etag } of objects) {
      const named = { Key: key, ...(versionId ? { VersionId: versionId } : {}) };
      try {
        const done = await deleteOne(call, key, versionId, etag);
        if (quiet !== 'true') deleted.push({ ...named, ...done });
      } catch (error) {
        const fault = call.cloud.toAwsError(error, 's3:DeleteObjects', call.request);
        failed.push({ ...named, Code: fault.code, Message: fault.message });
      }
    }
    return xmlResponse('DeleteResult', { Deleted: deleted, Error: failed });
  },
};

async function deleteOne(call: S3Call, key: string, versionId: string | undefined, etag: string | undefined) {
  const action = versionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  await authorize(call, action, { bucket: call.bucket, key });
  const { version, marked } = await deleteVersion(call, key, versionId, etag ? { 'if-match': etag } : {});
  if (!marked && version?.kind !== 'delete-marker') return {};
  return { DeleteMarker: 'true', DeleteMarkerVersionId: version?.versionId };
}
