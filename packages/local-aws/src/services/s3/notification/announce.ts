import type { S3Call } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import type { Version } from '../storage/versions.ts';
import { matchingRules } from './configuration.ts';
import { type EventName, eventMessage } from './event.ts';
import type { PendingNotification } from './outbox.ts';

/** Writes down the notifications of a change that is about to be made; `deliverNotifications` sends them after it. */
export async function announce(
  call: S3Call,
  bucket: Bucket,
  eventName: EventName,
  version: Version,
): Promise<PendingNotification[]> {
  const notifications = matchingRules(bucket, eventName, version.key).map(({ id, destination }) => ({
    bucket: bucket.name,
    key: version.key,
    versionId: version.versionId,
    sequencer: version.sequencer,
    eventName,
    ruleId: id,
    destination,
    message: JSON.stringify(eventMessage(call, bucket, eventName, version, id)),
  }));
  if (notifications.length > 0) await call.store.outbox.add(notifications);
  return notifications;
}
