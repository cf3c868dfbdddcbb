import { channelOf } from '../../../channels/channel.ts';
import { configure } from '../bucket/sub-resource-operations.ts';
import { header, type S3Call, type S3Operation } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import { readDocument } from '../wire/read-document.ts';
import { hostId, requestId, xmlText } from '../wire/responses.ts';
import {
  type NotificationRule,
  parseNotificationConfiguration,
  writeNotificationConfiguration,
} from './configuration.ts';
import { notificationSubject } from './event.ts';
import { checkDestinations, checkOverlap } from './validate-rules.ts';

export const getBucketNotificationConfiguration: S3Operation = {
  name: 'GetBucketNotificationConfiguration',
  action: 's3:GetBucketNotification',
  async run({ store, bucket }) {
    const stored = (await requireBucket(store, bucket)).configuration.notification;
    return xmlText(stored?.document ?? writeNotificationConfiguration([]));
  },
};

export const putBucketNotificationConfiguration: S3Operation = {
  name: 'PutBucketNotificationConfiguration',
  action: 's3:PutBucketNotification',
  async run(call) {
    const rules = parseNotificationConfiguration(await readDocument(call));
    checkOverlap(rules);
    if (header(call, 'x-amz-skip-destination-validation') !== 'true') {
      await checkDestinations(call.cloud, call.bucket, rules);
      await sendTestEvents(call, rules);
    }
    await configure(
      call,
      'notification',
      rules.length > 0 ? { document: writeNotificationConfiguration(rules) } : undefined,
    );
    return { status: 200 };
  },
};

/** S3 sends a test event to every queue and topic, but not to functions. */
async function sendTestEvents({ cloud, request, bucket }: S3Call, rules: readonly NotificationRule[]) {
  for (const { destination } of rules) {
    const greeting = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: cloud.now().toISOString(),
      Bucket: bucket,
      RequestId: requestId(request),
      HostId: hostId(request),
    };
    await channelOf(cloud, destination.arn)?.send(JSON.stringify(greeting), { subject: notificationSubject });
  }
}
