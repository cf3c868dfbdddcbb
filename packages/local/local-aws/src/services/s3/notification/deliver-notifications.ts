import { authorizeSending, channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { payloadOf } from '../../../trail/span.ts';
import { bucketArn } from '../storage/buckets.ts';
import { notificationSubject } from './event.ts';
import type { KeptNotification, Outbox, PendingNotification } from './outbox.ts';

interface Sender {
  readonly cloud: Cloud;
  readonly store: { readonly outbox: Outbox };
}

/**
 * Hands notifications over to their destinations; resolves when they are durable there. What fails by a fault of ours
 * is kept and delivered again, now or at the next start: the change itself has happened and must not look as if it had
 * not.
 */
export async function deliverNotifications(
  sender: Sender,
  notifications: readonly PendingNotification[],
): Promise<void> {
  const { cloud, store } = sender;
  for (const notification of notifications) {
    const lateMs = cloud.faults.lateMs('s3');
    const pending = { notification, isDelivered: false, dueAt: cloud.now().getTime() + lateMs };
    if (lateMs > 0) store.outbox.keep(pending);
    const error = lateMs > 0 ? undefined : await settle(sender, pending);
    if (error === undefined) continue;
    const { bucket, key, eventName, destination } = notification;
    cloud.logFault('S3 keeps a notification for later', error, {
      bucket,
      key,
      eventName,
      destination,
    });
  }
}

/** Tries again what is kept. */
export async function redeliverNotifications(sender: Sender): Promise<void> {
  const { cloud, store } = sender;
  for (const kept of store.outbox.takeKept(cloud.now().getTime())) await settle(sender, kept);
}

/** What is delivered is not delivered twice because it could not be forgotten. Returns what made it be kept. */
async function settle({ cloud, store }: Sender, kept: KeptNotification): Promise<unknown> {
  const { notification } = kept;
  const { bucket, key, eventName, destination, message, sequencer } = notification;
  const span = {
    kind: 'event',
    service: 's3',
    name: eventName,
    target: `${bucket}/${key}`,
    input: payloadOf(message),
    facts: { sequencer, destination: destination.arn },
  } as const;
  const deliver = () => cloud.trail.step(span, () => send(cloud, notification));
  async function deliverOnceOrTwice() {
    await deliver();
    if (cloud.faults.isTwice('s3')) await deliver();
  }
  const { onNotification } = cloud.options.s3;
  let { isDelivered } = kept;
  try {
    if (!isDelivered) await (onNotification ? onNotification(notification, deliver) : deliverOnceOrTwice());
    isDelivered = true;
    await store.outbox.remove(notification);
    return undefined;
  } catch (error) {
    store.outbox.keep({ notification, isDelivered, dueAt: cloud.now().getTime() });
    return error;
  }
}

async function send(
  cloud: Cloud,
  { bucket, key, destination, message, traceHeader }: PendingNotification,
): Promise<void> {
  const { ports, log } = cloud;
  const { arn } = destination;
  const sender = { service: 's3.amazonaws.com', sourceArn: bucketArn(bucket) };
  try {
    const channel = channelOf(cloud, arn);
    if (channel) {
      await authorizeSending(cloud, channel, sender);
      await channel.send(message, { subject: notificationSubject, traceHeader });
      return;
    }
    const call = { functionArn: arn, principal: sender.service, sourceArn: sender.sourceArn };
    if (!(await ports.lambda.permits(call))) {
      throw new AwsError('AccessDeniedException', `S3 may not invoke ${arn}`, 403);
    }
    await ports.lambda.enqueue({ functionArn: arn, payload: Buffer.from(message), traceHeader });
  } catch (error) {
    // On AWS, too, a destination that is deleted or forbidden loses its events; anything else is our fault.
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    log.warn(`S3 could not deliver a notification: ${error.message}`, { bucket, key, arn });
  }
}
