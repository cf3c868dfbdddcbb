import { PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  versioning_configuration: z.strictObject({ status: z.enum(['Enabled', 'Suspended']) }),
});

export const awsS3BucketVersioning = defineResource(
  schema,
  async ({ bucket, versioning_configuration }, { clients }) => {
    await clients.s3.send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: versioning_configuration.status },
      }),
    );
    return { id: bucket };
  },
);
