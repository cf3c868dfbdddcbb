import type { Cloud } from '../../../cloud.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import { type Bucket, bucketArn } from '../storage/buckets.ts';
import type { Version } from '../storage/versions.ts';
import { hostId, requestId, urlEncode } from '../wire/responses.ts';

/** What happened, as `eventName` writes it: without the `s3:` of the configuration. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated';

/** Source: S3 user guide, "Event message structure", version 2.1. */
export function eventMessage(
  { cloud, request }: { readonly cloud: Cloud; readonly request: AwsRequest },
  bucket: Bucket,
  eventName: EventName,
  version: Version,
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
          object: eventObject(eventName, version),
        },
      },
    ],
  };
}

function eventObject(eventName: EventName, version: Version): object {
  const created = eventName.startsWith('ObjectCreated:') && version.kind === 'object';
  return {
    key: urlEncode(version.key),
    ...(created ? { size: version.bytes, eTag: version.etag } : {}),
    ...(version.versionId === 'null' ? {} : { versionId: version.versionId }),
    sequencer: version.sequencer,
  };
}
