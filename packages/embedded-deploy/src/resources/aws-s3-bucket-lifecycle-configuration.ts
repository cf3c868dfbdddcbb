import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  rule: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['Enabled', 'Disabled']),
      filter: z.tuple([z.strictObject({ prefix: z.string() })]),
      abort_incomplete_multipart_upload: z.tuple([z.strictObject({ days_after_initiation: z.int() })]),
    }),
  ),
});

export const awsS3BucketLifecycleConfiguration = defineResource(
  schema,
  async ({ bucket, rule }, { clients }) => {
    await clients.s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K', // the provider's default
        LifecycleConfiguration: {
          Rules: rule.map(({ id, status, filter: [filter], abort_incomplete_multipart_upload: [abort] }) => ({
            ID: id,
            Status: status,
            Filter: { Prefix: filter.prefix },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: abort.days_after_initiation },
          })),
        },
      }),
    );
    return { id: bucket };
  },
);
