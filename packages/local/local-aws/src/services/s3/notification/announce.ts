import type { S3Call } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import { matchingRules } from './configuration.ts';
import { type EventName, type EventSubject, eventMessage } from './event.ts';
import type { PendingNotification } from './outbox.ts';

/** The notifications of a change that is about to be made; `deliverNotifications` sends them after it. */
export function announce(
  call: S3Call,
  bucket: Bucket,
  eventName: EventName,
  subject: EventSubject,
): PendingNotification[] {
  return matchingRules(bucket, eventName, subject.key).map(({ id, destination }) => ({
    bucket: bucket.name,
    key: subject.key,
    versionId: subject.versionId,
    sequencer: subject.sequencer,
    eventName,
    ruleId: id,
    destination,
    traceHeader: call.request.headers['x-amzn-trace-id']?.toString(),
    message: JSON.stringify(eventMessage(call, bucket, eventName, subject, id)),
  }));
}
