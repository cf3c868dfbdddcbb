import { invalidArgument, invalidRequest } from '../errors.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import type { ObjectDescription, StoredObject } from '../storage/versions.ts';
import { checksumMembers } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';
import { verifiedBody } from '../wire/verified-body.ts';
import { askedAlgorithm } from './asked-algorithm.ts';
import { checkKey, versionHeader } from './commit-object.ts';
import { checkWriteConditionHeaders } from './conditions.ts';
import { findCopySource } from './copy-source.ts';
import { describeObject } from './description.ts';
import { withKey } from './encryption-key.ts';
import { checkPutPermissions } from './put-object.ts';
import { storeObject } from './store-object.ts';

const redirect = 'x-amz-website-redirect-location';

export const copyObject: S3Operation = {
  name: 'CopyObject',
  action: 's3:PutObject',
  async run(call) {
    const { store, request } = call;
    checkKey(call.key);
    checkWriteConditionHeaders(request.headers);
    await checkPutPermissions(call);
    const bucket = await requireBucket(store, call.bucket);
    const source = await findCopySource(call);
    checkOntoItself(call, source, bucket);
    const description = await withKey(
      call,
      describeCopy(call, source, describeObject(request.headers, bucket)),
    );
    const algorithm = askedAlgorithm(call) ?? source.checksum?.algorithm;
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

/** What the copy takes from its source, and what is its own. Source: S3 API reference, CopyObject. */
function describeCopy(call: S3Call, source: StoredObject, asked: ObjectDescription): ObjectDescription {
  const headers =
    directive(call, 'metadata') === 'REPLACE' ? asked.headers : withRedirectOf(asked.headers, source.headers);
  const tags = directive(call, 'tagging') === 'REPLACE' ? asked.tags : source.tags;
  return { headers, tags, storageClass: asked.storageClass, encryption: asked.encryption };
}

function directive(call: S3Call, of: 'metadata' | 'tagging'): 'COPY' | 'REPLACE' {
  const name = `x-amz-${of}-directive`;
  const value = header(call, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(`Unknown ${of} directive.`, name, value);
}

/** A redirect belongs to the object itself; no copy takes it over. */
function withRedirectOf(
  { [redirect]: own }: ObjectDescription['headers'],
  { [redirect]: _, ...others }: ObjectDescription['headers'],
): ObjectDescription['headers'] {
  return own === undefined ? others : { ...others, [redirect]: own };
}

/** A copy onto itself must state a change; whether the value really differs does not matter. */
function checkOntoItself(call: S3Call, source: StoredObject, bucket: Bucket): void {
  const ontoItself =
    source.bucket === call.bucket &&
    source.key === call.key &&
    !header(call, 'x-amz-copy-source')?.includes('?versionId=');
  if (!ontoItself || directive(call, 'metadata') === 'REPLACE') return;
  const changing = ['x-amz-storage-class', 'x-amz-server-side-encryption', redirect];
  if (changing.some((name) => header(call, name) !== undefined)) return;
  if (directive(call, 'tagging') === 'REPLACE' || bucket.configuration.encryption) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
