import { AwsError } from '../../../protocol/aws-error.ts';
import { authorize, header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { checksumHeaders } from '../wire/checksum.ts';
import { verifiedRequestBody } from '../wire/verified-body.ts';
import { checkAcl } from './access-control.ts';
import { checkKey, newVersionHeader } from './commit-object.ts';
import { checkWriteConditionHeaders } from './conditions.ts';
import { describeObject, describingHeaders } from './description.ts';
import { withKey } from './encryption-key.ts';
import { storeObject } from './store-object.ts';

const maxBytes = 5 * 1024 ** 3;

export const putObject: S3Operation = {
  name: 'PutObject',
  async run(call) {
    const { store, request } = call;
    checkKey(call.key);
    checkWriteConditionHeaders(request.headers);
    await checkPutPermissions(call);
    const bucket = await requireBucket(store, call.bucket);
    const description = await withKey(call, describeObject(describingHeaders(request), bucket));
    checkSize(call);

    const object = await storeObject(call, {
      body: verifiedRequestBody(request.headers, request.body),
      description,
      conditions: request.headers,
      event: 'ObjectCreated:Put',
    });
    return {
      status: 200,
      headers: {
        etag: `"${object.etag}"`,
        ...object.encryption,
        ...checksumHeaders(object.checksum),
        ...newVersionHeader(bucket, object.versionId),
      },
    };
  },
};

/** Checks headers that need a permission besides s3:PutObject, and those that a bucket without ACLs refuses. */
export async function checkPutPermissions(call: S3Call): Promise<void> {
  if (header(call, 'x-amz-tagging')) await authorize(call, 's3:PutObjectTagging', call);
  checkAcl(call);
}

export function checkSize(call: S3Call): void {
  const size = Number(header(call, 'x-amz-decoded-content-length') ?? header(call, 'content-length') ?? 0);
  if (size <= maxBytes) return;
  throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
    fields: { ProposedSize: String(size), MaxSizeAllowed: String(maxBytes) },
  });
}
