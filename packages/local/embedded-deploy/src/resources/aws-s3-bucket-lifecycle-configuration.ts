import { type LifecycleRule, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const tagSchema = z.strictObject({ key: z.string(), value: z.string() });

const schema = z.strictObject({
  bucket: z.string(),
  rule: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['Enabled', 'Disabled']),
      filter: z.tuple([
        z.union([z.strictObject({ prefix: z.string() }), z.strictObject({ tag: z.tuple([tagSchema]) })]),
      ]),
      abort_incomplete_multipart_upload: z
        .tuple([z.strictObject({ days_after_initiation: z.int() })])
        .optional(),
      noncurrent_version_expiration: z.tuple([z.strictObject({ noncurrent_days: z.int() })]).optional(),
      expiration: z
        .tuple([
          z.union([
            z.strictObject({ expired_object_delete_marker: z.boolean() }),
            z.strictObject({ days: z.int() }),
          ]),
        ])
        .optional(),
    }),
  ),
});

type Rule = z.output<typeof schema>['rule'][number];

export const awsS3BucketLifecycleConfiguration = defineResource(
  schema,
  async ({ bucket, rule }, { clients }) => {
    await clients.s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K', // the provider's default
        LifecycleConfiguration: {
          Rules: rule.map(lifecycleRule),
        },
      }),
    );
    return { id: bucket };
  },
);

function lifecycleRule(rule: Rule): LifecycleRule {
  const [abort] = rule.abort_incomplete_multipart_upload ?? [];
  const [noncurrent] = rule.noncurrent_version_expiration ?? [];
  const [expiration] = rule.expiration ?? [];
  const [filter] = rule.filter;
  return {
    ID: rule.id,
    Status: rule.status,
    Filter:
      'tag' in filter
        ? { Tag: { Key: filter.tag[0].key, Value: filter.tag[0].value } }
        : { Prefix: filter.prefix },
    ...(abort && { AbortIncompleteMultipartUpload: { DaysAfterInitiation: abort.days_after_initiation } }),
    ...(noncurrent && { NoncurrentVersionExpiration: { NoncurrentDays: noncurrent.noncurrent_days } }),
    ...(expiration && {
      Expiration:
        'days' in expiration
          ? { Days: expiration.days }
          : { ExpiredObjectDeleteMarker: expiration.expired_object_delete_marker },
    }),
  };
}
