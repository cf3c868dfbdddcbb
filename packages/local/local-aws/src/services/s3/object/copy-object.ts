import { invalidRequest } from '../errors.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import { checksumMembers, isChecksumAlgorithm } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';
import { verifiedBody } from '../wire/verified-body.ts';
import { checkKey, versionHeader } from './commit-object.ts';
import { findCopySource } from './copy-source.ts';
import { describeObject } from './description.ts';
import { checkPutPermissions } from './put-object.ts';
import { storeObject } from './store-object.ts';

export const copyObject: S3Operation = {
  name: 'CopyObject',
  action: 's3:PutObject',
  async run(call) {
    const { store, request } = call;
    checkKey(call.key);
    await checkPutPermissions(call);
    const bucket = await requireBucket(store, call.bucket);
    const source = await findCopySource(call);
    const description = describeCopy(call, source, describeObject(request.headers, bucket));

    const asked = header(call, 'x-amz-checksum-algorithm')?.toUpperCase() ?? '';
    const algorithm = isChecksumAlgorithm(asked) ? asked : source.checksum?.algorithm;
    const bytes = store.bodies.read(source.segments, 0, source.bytes - 1);
    const object = await storeObject(call, {
      body: verifiedBody(bytes, algorithm ? { checksum: { algorithm } } : {}),
      description,
      conditions: request.headers,
      event: 'ObjectCreated:Copy',
    });
    return xmlResponse(
      'CopyObjectResult',
      {
        ETag: `"${object.etag}"`,
        LastModified: object.lastModified,
        ...checksumMembers(object.checksum),
      },
      {
        ...object.encryption,
        ...versionHeader(bucket, object.versionId),
        ...(source.versionId === 'null' ? {} : { 'x-amz-copy-source-version-id': source.versionId }),
      },
    );
  },
};

function describeCopy(call: S3Call, source: StoredObject, asked: ObjectDescription): ObjectDescription {
  const replaceHeaders = header(call, 'x-amz-metadata-directive') === 'REPLACE';
  const replaceTags = header(call, 'x-amz-tagging-directive') === 'REPLACE';
  const description: ObjectDescription = {
    headers: replaceHeaders ? asked.headers : source.headers,
    tags: replaceTags ? asked.tags : source.tags,
    storageClass: asked.storageClass,
    encryption: asked.encryption,
  };
  const ontoItself =
    source.bucket === call.bucket &&
    source.key === call.key &&
    !header(call, 'x-amz-copy-source')?.includes('?versionId=');
  const changes =
    replaceHeaders ||
    replaceTags ||
    asked.storageClass !== source.storageClass ||
    header(call, 'x-amz-server-side-encryption') !== undefined;
  if (ontoItself && !changes) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return description;
}
