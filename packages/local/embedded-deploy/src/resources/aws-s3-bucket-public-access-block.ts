import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  block_public_acls: z.boolean().default(false),
  block_public_policy: z.boolean().default(false),
  ignore_public_acls: z.boolean().default(false),
  restrict_public_buckets: z.boolean().default(false),
});

export const awsS3BucketPublicAccessBlock = defineResource(schema, async (block, { clients }) => {
  await clients.s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: block.bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: block.block_public_acls,
        BlockPublicPolicy: block.block_public_policy,
        IgnorePublicAcls: block.ignore_public_acls,
        RestrictPublicBuckets: block.restrict_public_buckets,
      },
    }),
  );
  return { id: block.bucket };
});
