import type { Cloud } from '../../../cloud/cloud.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import { type Bucket, bucketArn } from '../storage/buckets.ts';
import { hostId, requestId, urlEncode } from '../wire/responses.ts';

/** The event type in the form of `eventName`: without the configuration's `s3:`. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated';

/** The subject of all messages that S3 publishes to topics. */
export const notificationSubject = 'Amazon S3 Notification';

/** The object, delete marker or missing key that an event is about. */
export interface EventSubject {
  readonly key: string;
  readonly versionId: string;
  readonly sequencer: string;
  readonly bytes?: number;
  readonly etag?: string;
}

/** Source: S3 user guide, "Event message structure", version 2.1. */
export function eventMessage(
  { cloud, request }: { readonly cloud: Cloud; readonly request: AwsRequest },
  bucket: Bucket,
  eventName: EventName,
  subject: EventSubject,
  configurationId: string,
): object {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: bucket.region,
        eventTime: cloud.now().toISOString(),
        eventName,
        userIdentity: { principalId: `AWS:${request.caller.userId}` },
        requestParameters: { sourceIPAddress: request.sourceIp },
        responseElements: { 'x-amz-request-id': requestId(request), 'x-amz-id-2': hostId(request) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: {
            name: bucket.name,
            ownerIdentity: { principalId: cloud.accountId },
            arn: bucketArn(bucket.name),
          },
          object: eventObject(eventName, subject),
        },
      },
    ],
  };
}

function eventObject(eventName: EventName, { key, bytes, etag, versionId, sequencer }: EventSubject): object {
  return {
    key: urlEncode(key),
    ...(eventName.startsWith('ObjectCreated:') ? { size: bytes, eTag: etag } : {}),
    ...(versionId === 'null' ? {} : { versionId }),
    sequencer,
  };
}
