import { authorizeSending, channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { bucketArn } from '../storage/buckets.ts';
import { notificationSubject } from './event.ts';
import type { Outbox, PendingNotification } from './outbox.ts';

/**
 * Hands notifications over to their destinations; resolves when they are durable there. What fails by a fault
 * of ours stays in the outbox for the next start: the change itself has happened and must not look as if it had not.
 */
export async function deliverNotifications(
  { cloud, store }: { readonly cloud: Cloud; readonly store: { readonly outbox: Outbox } },
  notifications: readonly PendingNotification[],
): Promise<void> {
  for (const notification of notifications) {
    const deliver = () => send(cloud, notification);
    const { onNotification } = cloud.options.s3;
    try {
      await (onNotification ? onNotification(notification, deliver) : deliver());
      await store.outbox.remove(notification);
    } catch (error) {
      const { bucket, key, eventName, destination } = notification;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      cloud.log.error('S3 keeps a notification for later', { bucket, key, eventName, destination, reason });
    }
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
    // A destination that is gone or closed loses its events on AWS too; anything else is our fault.
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    log.warn(`S3 could not deliver a notification: ${error.message}`, { bucket, key, arn });
  }
}
