import { ownerOf } from '../bucket/owner.ts';
import { parseInteger, parseLimit } from '../listing/page.ts';
import type { S3Operation } from '../operation.ts';
import { xmlResponse } from '../wire/responses.ts';
import { findUpload } from './find-upload.ts';

export const listParts: S3Operation = {
  name: 'ListParts',
  action: 's3:ListMultipartUploadParts',
  async run(call) {
    const { query } = call.request;
    const upload = await findUpload(call);
    const limit = parseLimit(query.get('max-parts'), 'max-parts');
    const marker = parseInteger(query.get('part-number-marker') || '0', 'part-number-marker');
    const parts = (await call.store.uploads.parts(upload)).filter(({ number }) => number > marker);
    const page = parts.slice(0, limit);
    const owner = ownerOf(call.cloud.accountId);
    return xmlResponse('ListPartsResult', {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.storageClass,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: parts.length > page.length,
      ...(upload.checksum
        ? { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }
        : {}),
      Part: page.map((part) => ({
        PartNumber: part.number,
        LastModified: part.lastModified,
        ETag: `"${part.etag}"`,
        Size: part.bytes,
        ...(part.checksum ? { [`Checksum${part.checksum.algorithm}`]: part.checksum.value } : {}),
      })),
    });
  },
};
