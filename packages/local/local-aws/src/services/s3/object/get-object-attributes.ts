import { header, type S3Operation, versionIdOf } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { checksumMembers } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';
import { versionHeader } from './commit-object.ts';
import { checkReadConditions } from './conditions.ts';
import { findObject } from './find-object.ts';

export const getObjectAttributes: S3Operation = {
  name: 'GetObjectAttributes',
  action: (call) => (versionIdOf(call) ? 's3:GetObjectVersionAttributes' : 's3:GetObjectAttributes'),
  async run(call) {
    const bucket = await requireBucket(call.store, call.bucket);
    const object = await findObject(call, { ...call, versionId: versionIdOf(call) });
    checkReadConditions(call.request.headers, object);
    const attributes: Record<string, unknown> = {
      ETag: object.etag,
      Checksum: object.checksum && checksumMembers(object.checksum),
      ObjectParts: object.parts && { PartsCount: object.parts.length },
      StorageClass: object.storageClass,
      ObjectSize: object.bytes,
    };
    const asked = (header(call, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
    const content = Object.entries(attributes).filter(
      ([name, value]) => asked.includes(name) && value !== undefined,
    );
    return xmlResponse('GetObjectAttributesResponse', Object.fromEntries(content), {
      'last-modified': new Date(object.lastModified).toUTCString(),
      ...versionHeader(bucket, object.versionId),
    });
  },
};
