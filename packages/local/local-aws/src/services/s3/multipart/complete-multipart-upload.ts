import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { malformedXml, noSuchUpload } from '../errors.ts';
import { deliverNotifications } from '../notification/deliver-notifications.ts';
import { commitObject, versionHeader } from '../object/commit-object.ts';
import type { S3Call, S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { UploadedPart } from '../storage/uploads.ts';
import { checksumMembers } from '../wire/checksum.ts';
import { readDocument } from '../wire/read-document.ts';
import { xmlResponse } from '../wire/responses.ts';
import { parseXml, repeated } from '../wire/xml.ts';
import { findUpload } from './find-upload.ts';
import { uploadChecksum } from './upload-checksum.ts';

const minPartBytes = 5 * 1024 * 1024;

const completion = z.object({
  Part: repeated(z.looseObject({ PartNumber: z.coerce.number().int(), ETag: z.string() })),
});
type ListedPart = z.infer<typeof completion>['Part'][number];

/** The parts' files become the object's: nothing is copied, however large it is. */
export const completeMultipartUpload: S3Operation = {
  name: 'CompleteMultipartUpload',
  action: 's3:PutObject',
  async run(call) {
    const { store, request, bucket, key } = call;
    const listed = parseXml(await readParts(call), 'CompleteMultipartUpload', completion).Part;
    const upload = await findUpload(call);
    const parts = chooseParts(listed, await store.uploads.parts(upload));
    const checksum = await uploadChecksum(call, upload, parts);

    const { headers, tags, storageClass, encryption } = upload;
    const unused: UploadedPart[] = [];
    const { object, notifications } = await commitObject(
      call,
      {
        headers,
        tags,
        storageClass,
        encryption,
        key,
        bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
        etag: multipartEtag(parts),
        segments: parts.map(({ segment }) => segment),
        parts: parts.map(({ number, bytes }) => ({ number, bytes })),
        ...(checksum ? { checksum } : {}),
      },
      'ObjectCreated:CompleteMultipartUpload',
      request.headers,
      {
        async before() {
          // Another request may have completed, aborted or changed the upload in the meantime.
          const uploaded = await store.uploads.parts(await findUpload(call));
          const chosen = new Set(chooseParts(listed, uploaded).map(({ segment }) => segment.file));
          if (parts.some(({ segment }) => !chosen.has(segment.file))) throw noSuchUpload(upload.uploadId);
          unused.push(...uploaded.filter(({ segment }) => !chosen.has(segment.file)));
        },
        after: () => store.uploads.end(upload),
      },
    );
    await store.bodies.remove(unused.map(({ segment }) => segment));
    await deliverNotifications(call, notifications);
    return xmlResponse(
      'CompleteMultipartUploadResult',
      {
        Location: `${call.cloud.endpoint}/${bucket}/${encodeURIComponent(key)}`,
        Bucket: bucket,
        Key: key,
        ETag: `"${object.etag}"`,
        ...checksumMembers(checksum),
      },
      { ...encryption, ...versionHeader(await requireBucket(store, bucket), object.versionId) },
    );
  },
};

/** The body without the checksum headers, which speak of the finished object and not of this document. */
async function readParts(call: S3Call): Promise<string> {
  const headers = Object.entries(call.request.headers).filter(
    ([name]) => !name.startsWith('x-amz-checksum-'),
  );
  return readDocument({ ...call, request: { ...call.request, headers: Object.fromEntries(headers) } });
}

/** MD5 of the parts' MD5s, then their count. */
function multipartEtag(parts: readonly UploadedPart[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
  return `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}`;
}

function chooseParts(listed: readonly ListedPart[], uploaded: readonly UploadedPart[]): UploadedPart[] {
  if (listed.length === 0) throw malformedXml();
  if (listed.some(({ PartNumber }, index) => PartNumber <= (listed[index - 1]?.PartNumber ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  return listed.map((asked, index) => {
    const part = byNumber.get(asked.PartNumber);
    if (!part || !matches(part, asked)) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        400,
        { fields: { PartNumber: String(asked.PartNumber), ETag: asked.ETag } },
      );
    }
    if (part.bytes < minPartBytes && index < listed.length - 1) {
      throw new AwsError(
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
        400,
        {
          fields: {
            ProposedSize: String(part.bytes),
            MinSizeAllowed: String(minPartBytes),
            PartNumber: String(part.number),
            ETag: part.etag,
          },
        },
      );
    }
    return part;
  });
}

function matches({ etag, checksum }: UploadedPart, asked: ListedPart): boolean {
  if (asked.ETag.replaceAll('"', '') !== etag) return false;
  const claimed = checksum && asked[`Checksum${checksum.algorithm}`];
  return claimed === undefined || claimed === checksum?.value;
}
