import { invalidArgument, invalidRequest } from '../errors.ts';
import { findCopySource } from '../object/copy-source.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import type { StoredObject } from '../storage/versions.ts';
import { xmlResponse } from '../wire/responses.ts';
import { verifiedBody } from '../wire/verified-body.ts';
import { findUpload, partNumberOf } from './find-upload.ts';
import { storePart } from './store-part.ts';

export const uploadPartCopy: S3Operation = {
  name: 'UploadPartCopy',
  action: 's3:PutObject',
  async run(call) {
    const upload = await findUpload(call);
    partNumberOf(call);
    const source = await findCopySource(call);
    const { start, end } = sourceRange(call, source);
    const bytes = call.store.bodies.read(source.segments, start, end);
    const algorithm = upload.checksum?.algorithm;
    const part = await storePart(call, verifiedBody(bytes, algorithm ? { checksum: { algorithm } } : {}));
    return xmlResponse(
      'CopyPartResult',
      {
        ETag: `"${part.etag}"`,
        LastModified: part.lastModified,
        ...(part.checksum ? { [`Checksum${part.checksum.algorithm}`]: part.checksum.value } : {}),
      },
      {
        ...upload.encryption,
        ...(source.versionId === 'null' ? {} : { 'x-amz-copy-source-version-id': source.versionId }),
      },
    );
  },
};

/** Unlike `Range`, `x-amz-copy-source-range` must give both ends and lie within the source. */
function sourceRange(call: S3Call, source: StoredObject): { start: number; end: number } {
  const value = header(call, 'x-amz-copy-source-range');
  if (value === undefined) return { start: 0, end: source.bytes - 1 };
  const match = /^bytes=(\d+)-(\d+)$/.exec(value);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || start > end) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      value,
    );
  }
  if (start >= source.bytes)
    throw invalidRequest('The specified copy range is invalid for the source object size');
  if (end >= source.bytes) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${source.bytes}`,
      'x-amz-copy-source-range',
      value,
    );
  }
  return { start, end };
}
