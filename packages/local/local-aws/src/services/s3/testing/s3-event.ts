import { z } from 'zod';

const record = z.strictObject({
  eventVersion: z.literal('2.1'),
  eventSource: z.literal('aws:s3'),
  awsRegion: z.string(),
  eventTime: z.iso.datetime({ precision: 3 }),
  eventName: z.string(),
  userIdentity: z.strictObject({ principalId: z.string() }),
  requestParameters: z.strictObject({ sourceIPAddress: z.string() }),
  responseElements: z.strictObject({ 'x-amz-request-id': z.string(), 'x-amz-id-2': z.string() }),
  s3: z.strictObject({
    s3SchemaVersion: z.literal('1.0'),
    configurationId: z.string(),
    bucket: z.strictObject({
      name: z.string(),
      ownerIdentity: z.strictObject({ principalId: z.string() }),
      arn: z.string(),
    }),
    object: z.strictObject({
      key: z.string(),
      size: z.number().optional(),
      eTag: z.string().optional(),
      versionId: z.string().optional(),
      sequencer: z.string().regex(/^[0-9A-F]{18}$/),
    }),
  }),
});

/** An event of S3 with all it has and nothing else. Source: S3 user guide, "Event message structure". */
export const s3Event = z.strictObject({ Records: z.array(record) });
export type S3EventRecord = z.infer<typeof record>;
