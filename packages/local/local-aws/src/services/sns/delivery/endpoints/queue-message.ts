import type { Cloud } from '../../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../../cloud/ports.ts';
import type { Signer } from '../../signing/signer.ts';
import type { Delivery } from '../delivery.ts';
import { notificationText } from '../notification.ts';

/** What a queue receives. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
}

/** With raw delivery, the message as it was published; otherwise SNS's notification. */
export async function queueMessage(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<QueueMessage> {
  const { isRaw, message } = delivery;
  if (isRaw) return { body: message.body, attributes: message.attributes };
  return { body: await notificationText(cloud, signer, delivery), attributes: {} };
}
