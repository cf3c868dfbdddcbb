import { randomBytes } from 'node:crypto';
import { invalidRequest } from '../errors.ts';
import { askedAlgorithm } from '../object/asked-algorithm.ts';
import { checkKey, wholeSeconds } from '../object/commit-object.ts';
import { describeObject, describingHeaders } from '../object/description.ts';
import { withKey } from '../object/encryption-key.ts';
import { checkPutPermissions } from '../object/put-object.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { Upload } from '../storage/uploads.ts';
import { checksumTypes } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';

export const createMultipartUpload: S3Operation = {
  name: 'CreateMultipartUpload',
  action: 's3:PutObject',
  async run(call) {
    const { cloud, store, bucket, key } = call;
    checkKey(key);
    await checkPutPermissions(call);
    const checksum = checksumOf(call);
    const latest = await store.versions.latest(bucket, key);
    const upload: Upload = {
      ...(await withKey(
        call,
        describeObject(describingHeaders(call.request), await requireBucket(store, bucket)),
      )),
      bucket,
      key,
      uploadId: randomBytes(48).toString('base64url'),
      initiated: wholeSeconds(cloud.now()),
      ...(checksum ? { checksum } : {}),
      ...(latest?.kind === 'object' ? { current: latest.sequencer } : {}),
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

/** The checksum that the parts and the whole object will have. */
function checksumOf(call: S3Call): Upload['checksum'] {
  const algorithm = askedAlgorithm(call);
  const asked = header(call, 'x-amz-checksum-type');
  if (algorithm === undefined) {
    if (asked === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const [byDefault, ...others] = checksumTypes(algorithm);
  const type = [byDefault, ...others].find((known) => known === (asked ?? byDefault));
  if (type === undefined) {
    throw invalidRequest(
      `The ${asked} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}
