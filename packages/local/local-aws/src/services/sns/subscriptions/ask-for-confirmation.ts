import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import type { SnsState } from '../sns-state.ts';
import type { Topic } from '../topics/topic.ts';
import type { Subscription } from './subscription.ts';

/** Asks the endpoint of an unconfirmed subscription whether it wants the topic's messages. */
export async function askForConfirmation(
  { cloud, state }: { readonly cloud: Cloud; readonly state: SnsState },
  topic: Topic,
  subscription: Subscription,
): Promise<void> {
  const now = cloud.now();
  const message = {
    id: randomUUID(),
    topicArn: topic.arn,
    body: `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    attributes: {},
    timestamp: now.toISOString(),
    signatureVersion: topic.attributes.SignatureVersion ?? '1',
    token: subscription.confirmation?.token ?? '',
  };
  await state.deliveries.add([createDelivery(topic, subscription, message, now.getTime())]);
}
