import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Signer } from '../../signing/signer.ts';
import type { Delivery } from '../delivery.ts';
import { notificationText } from '../notification.ts';
import { subscribeUrl } from './confirmation-text.ts';

/** Writes the mail that AWS would send to the log: nothing leaves this machine. */
export async function writeMail(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<void> {
  const { protocol, endpoint, message } = delivery;
  const { token, subject = 'AWS Notification Message', body } = message;
  if (token !== undefined) {
    cloud.log.info(`SNS would ask ${endpoint} to confirm: ${subscribeUrl(cloud, message.topicArn, token)}`);
    return;
  }
  const text = protocol === 'email-json' ? await notificationText(cloud, signer, delivery) : body;
  cloud.log.info(`SNS would mail ${endpoint}: ${subject}: ${text}`);
}
