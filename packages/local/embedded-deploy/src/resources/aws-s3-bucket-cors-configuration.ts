import { PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  cors_rule: z.array(
    z.strictObject({
      allowed_methods: z.array(z.string()),
      allowed_origins: z.array(z.string()),
      allowed_headers: z.array(z.string()).optional(),
      expose_headers: z.array(z.string()).optional(),
      max_age_seconds: z.int().optional(),
    }),
  ),
});

export const awsS3BucketCorsConfiguration = defineResource(
  schema,
  async ({ bucket, cors_rule }, { clients }) => {
    await clients.s3.send(
      new PutBucketCorsCommand({
        Bucket: bucket,
        CORSConfiguration: {
          CORSRules: cors_rule.map((rule) => ({
            AllowedMethods: rule.allowed_methods,
            AllowedOrigins: rule.allowed_origins,
            AllowedHeaders: rule.allowed_headers,
            ExposeHeaders: rule.expose_headers,
            MaxAgeSeconds: rule.max_age_seconds,
          })),
        },
      }),
    );
    return { id: bucket };
  },
);
