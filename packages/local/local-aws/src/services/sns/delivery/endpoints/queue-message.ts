import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import type { Delivery } from './delivery.ts';
import { notification } from './notification.ts';
import type { Signer } from './signer.ts';

/** What a queue gets. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
}

/** Raw, the message as it was published; otherwise SNS's notification as JSON. */
export async function queueMessage(cloud: Cloud, signer: Signer, delivery: Delivery): Promise<QueueMessage> {
  const { isRaw, message } = delivery;
  if (isRaw) return { body: message.body, attributes: message.attributes };
  const { signature, certificateUrl, unsubscribeUrl, ...told } = await notification(cloud, signer, delivery);
  const { MessageAttributes, SignatureVersion, ...first } = told;
  const body = {
    ...first,
    SignatureVersion,
    Signature: signature,
    SigningCertURL: certificateUrl,
    UnsubscribeURL: unsubscribeUrl,
    ...(Object.keys(MessageAttributes).length > 0 ? { MessageAttributes } : {}),
  };
  return { body: JSON.stringify(body), attributes: {} };
}
