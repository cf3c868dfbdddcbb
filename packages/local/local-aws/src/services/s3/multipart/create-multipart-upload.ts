import { randomBytes } from 'node:crypto';
import { invalidRequest } from '../errors.ts';
import { checkKey, wholeSeconds } from '../object/commit-object.ts';
import { describeObject, describingHeaders } from '../object/description.ts';
import { checkPutPermissions } from '../object/put-object.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { Upload } from '../storage/uploads.ts';
import { isChecksumAlgorithm } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';

export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  action: 's3:PutObject',
  async run(call) {
    const { cloud, store, bucket, key } = call;
    checkKey(key);
    await checkPutPermissions(call);
    const checksum = checksumOf(call);
    const upload: Upload = {
      ...describeObject(describingHeaders(call.request), await requireBucket(store, bucket)),
      bucket,
      key,
      uploadId: randomBytes(48).toString('base64url'),
      initiated: wholeSeconds(cloud.now()),
      ...(checksum ? { checksum } : {}),
    };
    await store.uploads.start(upload);
    return xmlResponse(
      'InitiateMultipartUploadResult',
      { Bucket: bucket, Key: key, UploadId: upload.uploadId },
      {
        ...upload.encryption,
        ...(checksum
          ? { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type }
          : {}),
      },
    );
  },
};

/** Source: S3 user guide, "Checking object integrity", table of full object and composite checksums. */
function checksumOf(call: S3Call): Upload['checksum'] {
  const algorithm = header(call, 'x-amz-checksum-algorithm')?.toUpperCase();
  if (algorithm === undefined) return undefined;
  if (!isChecksumAlgorithm(algorithm)) {
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  const type =
    header(call, 'x-amz-checksum-type') ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const possible = { CRC64NVME: ['FULL_OBJECT'], SHA1: ['COMPOSITE'], SHA256: ['COMPOSITE'] };
  const allowed =
    algorithm in possible ? possible[algorithm as keyof typeof possible] : ['FULL_OBJECT', 'COMPOSITE'];
  if ((type !== 'FULL_OBJECT' && type !== 'COMPOSITE') || !allowed.includes(type)) {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}
