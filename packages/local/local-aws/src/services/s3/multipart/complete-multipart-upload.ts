import { createHash } from 'node:crypto';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidRequest, noSuchUpload } from '../errors.ts';
import { deliverNotifications } from '../notification/deliver-notifications.ts';
import { commitObject, newVersionHeader } from '../object/commit-object.ts';
import { checkWriteConditionHeaders } from '../object/conditions.ts';
import { authorizeDecryption } from '../object/encryption-key.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { UploadedPart } from '../storage/uploads.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checksumMembers } from '../wire/checksum.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { checkUndisturbed } from './check-undisturbed.ts';
import { chooseParts, type ListedPart, parseListedParts } from './choose-parts.ts';
import { findUpload } from './find-upload.ts';
import { uploadChecksum } from './upload-checksum.ts';

/** The parts' files become the object's, so nothing is copied, however large it is. */
export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  action: 's3:PutObject',
  async run(call) {
    checkWriteConditionHeaders(call.request.headers);
    const listed = parseListedParts(await readParts(call));
    const object = await completeOnce(call, listed);
    const { bucket, key, checksum, encryption, versionId } = object;
    return xmlResponse(
      'CompleteMultipartUploadResult',
      {
        Location: `${call.cloud.endpoint}/${bucket}/${encodeURIComponent(key)}`,
        Bucket: bucket,
        Key: key,
        ETag: `"${object.etag}"`,
        ...checksumMembers(checksum),
      },
      { ...encryption, ...newVersionHeader(await requireBucket(call.store, bucket), versionId) },
    );
  },
};

/** A client that missed the response retries, as SDKs do, and is told of the object that exists by then. */
async function completeOnce(call: S3Call, listed: readonly ListedPart[]): Promise<StoredObject> {
  try {
    return await complete(call, listed);
  } catch (error) {
    const ended = error instanceof AwsError && error.code === 'NoSuchUpload';
    const object = ended ? await madeBefore(call, listed) : undefined;
    if (!object) throw error;
    return object;
  }
}

async function madeBefore(
  { store, bucket, key, request }: S3Call,
  listed: readonly ListedPart[],
): Promise<StoredObject | undefined> {
  const uploadId = request.query.get('uploadId');
  for await (const version of store.versions.scan(bucket, key, key)) {
    if (version.key !== key) return undefined;
    const made = version.kind === 'object' && version.uploadId === uploadId;
    if (made) return version.etag === multipartEtag(listed) ? version : undefined;
  }
  return undefined;
}

async function complete(call: S3Call, listed: readonly ListedPart[]): Promise<StoredObject> {
  const { store, request, key } = call;
  const upload = await findUpload(call);
  await authorizeDecryption(call, upload);
  const parts = chooseParts(upload, listed, await store.uploads.parts(upload));
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  checkSize(call, bytes);
  const checksum = await uploadChecksum(call, upload, parts);

  const { headers, tags, storageClass, encryption, uploadId } = upload;
  const unused: UploadedPart[] = [];
  const { object, notifications } = await commitObject(
    call,
    {
      headers,
      tags,
      storageClass,
      encryption,
      key,
      bytes,
      etag: multipartEtag(parts),
      segments: parts.map(({ segment }) => segment),
      uploadId,
      parts: parts.map((part) => ({
        number: part.number,
        bytes: part.bytes,
        ...(part.checksum && part.checksum.algorithm === checksum?.algorithm
          ? { checksum: part.checksum.value }
          : {}),
      })),
      ...(checksum ? { checksum } : {}),
    },
    'ObjectCreated:CompleteMultipartUpload',
    request.headers,
    {
      async before() {
        // Another request may have completed, aborted or changed the upload in the meantime.
        const uploaded = await store.uploads.parts(await findUpload(call));
        const chosen = new Set(chooseParts(upload, listed, uploaded).map(({ segment }) => segment.file));
        if (parts.some(({ segment }) => !chosen.has(segment.file))) throw noSuchUpload(uploadId);
        unused.push(...uploaded.filter(({ segment }) => !chosen.has(segment.file)));
      },
      checked: (latest) => checkUndisturbed(request.headers, upload, latest),
      changes: () => store.uploads.ending(upload),
    },
  );
  await store.bodies.remove(unused.map(({ segment }) => segment));
  await deliverNotifications(call, notifications);
  return object;
}

/** The body without its checksum headers, which describe the finished object, not this document. */
async function readParts(call: S3Call): Promise<string> {
  const headers = Object.entries(call.request.headers).filter(
    ([name]) => !name.startsWith('x-amz-checksum-'),
  );
  return readDocument({ ...call, request: { ...call.request, headers: Object.fromEntries(headers) } });
}

function checkSize(call: S3Call, bytes: number): void {
  const name = 'x-amz-mp-object-size';
  const claimed = header(call, name);
  if (claimed === undefined || Number(claimed) === bytes) return;
  throw invalidRequest(
    `The provided '${name}' header value ${claimed} does not match what was computed: ${bytes}`,
  );
}

/** MD5 of the parts' MD5s, followed by their number. */
function multipartEtag(parts: readonly { readonly etag: string }[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
  return `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}`;
}
