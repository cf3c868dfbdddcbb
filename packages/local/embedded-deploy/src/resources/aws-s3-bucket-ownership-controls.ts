import { PutBucketOwnershipControlsCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  rule: z.strictObject({
    object_ownership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']),
  }),
});

export const awsS3BucketOwnershipControls = defineResource(schema, async ({ bucket, rule }, { clients }) => {
  await clients.s3.send(
    new PutBucketOwnershipControlsCommand({
      Bucket: bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: rule.object_ownership }] },
    }),
  );
  return { id: bucket };
});
