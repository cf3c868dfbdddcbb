import { invalidRequest } from '../errors.ts';
import { checkSize } from '../object/put-object.ts';
import type { S3Operation } from '../operation.ts';
import type { Upload } from '../storage/uploads.ts';
import { checksumClaim } from '../wire/body-claims.ts';
import { type ChecksumAlgorithm, checksumHeader } from '../wire/checksum.ts';
import { verifiedRequestBody } from '../wire/verified-body.ts';
import { findUpload, partNumberOf } from './find-upload.ts';
import { storePart } from './store-part.ts';

export const uploadPart: S3Operation = {
  name: 'UploadPart',
  action: 's3:PutObject',
  async run(call) {
    const { request } = call;
    const upload = await findUpload(call);
    partNumberOf(call);
    checkSize(call);
    checkAlgorithm(upload, checksumClaim(request.headers)?.algorithm);
    const body = verifiedRequestBody(request.headers, request.body, upload.checksum?.algorithm);
    const part = await storePart(call, body);
    return {
      status: 200,
      headers: {
        etag: `"${part.etag}"`,
        ...upload.encryption,
        ...(part.checksum ? { [checksumHeader(part.checksum.algorithm)]: part.checksum.value } : {}),
      },
    };
  },
};

/** A part's checksum must use the upload's algorithm; it may be missing only if S3 can compute one for the whole. */
function checkAlgorithm({ checksum }: Upload, sent: ChecksumAlgorithm | undefined): void {
  if (!checksum || sent === checksum.algorithm) return;
  if (sent === undefined && checksum.type === 'FULL_OBJECT') return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${sent?.toLowerCase() ?? 'null'}`,
  );
}
