import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { aclsAreOff } from '../../object/access-control.ts';
import { element, writeXml } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

const loggingStatus = element({
  LoggingEnabled: element({
    TargetBucket: z.string().min(1),
    TargetPrefix: z.string(),
    TargetGrants: z.unknown().optional(),
    TargetObjectKeyFormat: z
      .union([
        element({ SimplePrefix: element({}) }),
        element({
          PartitionedPrefix: element({ PartitionDateSource: z.enum(['EventTime', 'DeliveryTime']) }),
        }),
      ])
      .optional(),
  }).optional(),
});

/** Nothing is logged; the target must be one that S3 could write to. */
export const logging = subResource({
  query: 'logging',
  operation: 'BucketLogging',
  root: 'BucketLoggingStatus',
  schema: loggingStatus,
  async check(document, { store, bucket }) {
    if (document.LoggingEnabled === undefined) return undefined;
    const { TargetBucket, TargetGrants } = document.LoggingEnabled;
    if (TargetGrants !== undefined) throw aclsAreOff();
    const target = await store.buckets.get(TargetBucket);
    if (!target) {
      throw new AwsError(
        'InvalidTargetBucketForLogging',
        'The target bucket for logging does not exist',
        400,
        { fields: { TargetBucket } },
      );
    }
    if (target.region !== (await store.buckets.get(bucket))?.region) {
      throw new AwsError('CrossLocationLoggingProhibitted', 'Cross S3 location logging not allowed. ', 403, {
        fields: { TargetBucketLocation: target.region },
      });
    }
    return document;
  },
  action: 'BucketLogging',
  absent: { document: writeXml('BucketLoggingStatus', {}) },
});
