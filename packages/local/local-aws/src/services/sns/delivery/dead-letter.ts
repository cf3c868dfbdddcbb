import type { Cloud } from '../../../cloud/cloud.ts';
import type { Signer } from '../signing/signer.ts';
import type { Delivery } from './delivery.ts';
import { queueMessage } from './endpoints/queue-message.ts';
import { sendToQueue } from './endpoints/send-to-queue.ts';
import { isRefusal } from './refusal.ts';

/**
 * Moves a message that its endpoint does not take to the subscription's dead-letter queue, in the form that a queue
 * would have got. Without a queue, or with one that does not take it either, it is lost, as on AWS.
 */
export async function deadLetter(
  cloud: Cloud,
  signer: Signer,
  delivery: Delivery,
  reason: unknown,
): Promise<void> {
  const { deadLetterArn, endpoint, subscriptionArn, message } = delivery;
  const fields = { topic: message.topicArn, subscription: subscriptionArn, message: message.id };
  const because = reason instanceof Error ? reason.message : String(reason);
  cloud.log.warn(`SNS could not deliver to ${endpoint}: ${because}`, fields);
  if (deadLetterArn === undefined || message.token !== undefined) return;
  try {
    await sendToQueue(cloud, message.topicArn, deadLetterArn, await queueMessage(cloud, signer, delivery));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    cloud.log.warn(`SNS could not send to the dead-letter queue ${deadLetterArn}: ${error}`, fields);
  }
}
