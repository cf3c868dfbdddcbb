import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ bucket: z.string(), policy: z.string() });

export const awsS3BucketPolicy = defineResource(schema, async ({ bucket, policy }, { clients }) => {
  await clients.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }));
  return { id: bucket };
});
