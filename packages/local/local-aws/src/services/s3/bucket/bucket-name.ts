import { AwsError } from '../../../protocol/aws-error.ts';

const labels = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const reservedPrefix = /^(xn--|sthree-|amzn-s3-demo-)/;
const reservedSuffix = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/;

/**
 * Throws InvalidBucketName. Names in the account's regional namespace, and only those, end with account, region and `-an`.
 * Source: S3 user guide, "General purpose bucket naming rules".
 */
export function checkBucketName(
  name: string,
  namespace: { readonly suffix: string } | undefined = undefined,
): void {
  const valid =
    name.length >= 3 &&
    name.length <= 63 &&
    labels.test(name) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !reservedPrefix.test(name) &&
    (namespace ? name.endsWith(namespace.suffix) : !reservedSuffix.test(name));
  if (valid) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
    fields: { BucketName: name },
  });
}
