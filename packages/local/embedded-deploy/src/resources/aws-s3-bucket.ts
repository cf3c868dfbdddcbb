import {
  BucketAlreadyOwnedByYou,
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  bucket: z.string(),
  /** Matters only for destroy. */
  force_destroy: z.boolean().optional(),
  tags: tagsSchema,
});

export const awsS3Bucket = defineResource(
  schema,
  async ({ bucket: Bucket, tags }, { clients, region, ...context }) => {
    // us-east-1 is the only region that a location constraint cannot name.
    const location =
      region === 'us-east-1' ? undefined : { LocationConstraint: region as BucketLocationConstraint };
    await clients.s3
      .send(new CreateBucketCommand({ Bucket, ...(location && { CreateBucketConfiguration: location }) }))
      .catch((error) => {
        if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
      });
    await clients.s3.send(
      new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tagList(context.tags(tags)) } }),
    );
    return {
      id: Bucket,
      bucket: Bucket,
      arn: `arn:aws:s3:::${Bucket}`,
      bucket_regional_domain_name: `${Bucket}.s3.${region}.amazonaws.com`,
      region,
    };
  },
);
