import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  rule: z.array(
    z.strictObject({
      apply_server_side_encryption_by_default: z.strictObject({
        sse_algorithm: z.enum(['AES256', 'aws:kms']),
        kms_master_key_id: z.string().optional(),
      }),
      bucket_key_enabled: z.boolean().default(false), // the provider's default
    }),
  ),
});

export const awsS3BucketServerSideEncryptionConfiguration = defineResource(
  schema,
  async ({ bucket, rule }, { clients }) => {
    await clients.s3.send(
      new PutBucketEncryptionCommand({
        Bucket: bucket,
        ServerSideEncryptionConfiguration: {
          Rules: rule.map(({ apply_server_side_encryption_by_default: byDefault, ...own }) => ({
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: byDefault.sse_algorithm,
              KMSMasterKeyID: byDefault.kms_master_key_id,
            },
            BucketKeyEnabled: own.bucket_key_enabled,
          })),
        },
      }),
    );
    return { id: bucket };
  },
);
