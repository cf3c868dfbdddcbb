import type { S3Operation } from '../operation.ts';
import { bucketArn } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';

export const headBucket: S3Operation = {
  name: 'HeadBucket',
  action: 's3:ListBucket',
  async run({ store, bucket }) {
    const { region } = await requireBucket(store, bucket);
    return {
      status: 200,
      headers: {
        'content-type': 'application/xml',
        'x-amz-bucket-region': region,
        'x-amz-bucket-arn': bucketArn(bucket),
        'x-amz-access-point-alias': 'false',
      },
    };
  },
};
