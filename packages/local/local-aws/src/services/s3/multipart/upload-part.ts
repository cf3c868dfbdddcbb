import { checkSize } from '../object/put-object.ts';
import type { S3Operation } from '../operation.ts';
import { checksumHeader } from '../wire/checksum.ts';
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
