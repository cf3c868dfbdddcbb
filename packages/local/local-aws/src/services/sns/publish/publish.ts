import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { notFound } from '../sns-error.ts';
import { findTopic, type SnsState } from '../sns-state.ts';
import { passesFilter } from '../subscriptions/filter-policy.ts';
import { isPending, type Subscription } from '../subscriptions/subscription.ts';
import type { Topic } from '../topics/topic.ts';
import type { TopicMessage } from './topic-message.ts';

export interface NewMessage {
  /** The text for each protocol. */
  readonly bodyFor: (protocol: string) => string;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
  /** The trace header of the request that caused it, if it had one. */
  readonly traceHeader?: string | undefined;
}

/** Fans messages out to a topic's subscriptions; resolves with their ids when all deliveries are stored. */
export async function publish(
  { cloud, state }: { readonly cloud: Cloud; readonly state: SnsState },
  topic: Topic,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const accepted = messages.map((message) => ({ ...message, id: randomUUID() }));
  const subscriptions = state.subscriptionsOf(topic.arn).filter((one) => !isPending(one));
  const deliveries = accepted.flatMap((message) =>
    subscriptions.flatMap((subscription) => {
      const sent = messageFor(cloud, topic, subscription, message);
      return passesFilter(subscription.attributes, sent)
        ? [deliveryOf(cloud, topic, subscription, sent)]
        : [];
    }),
  );
  await state.deliveries.add(deliveries);
  return accepted.map(({ id }) => id);
}

/** Sends a message to one subscription, whatever its filter says. Throws NotFound. */
export async function publishTo(
  { cloud, state }: { readonly cloud: Cloud; readonly state: SnsState },
  subscriptionArn: string,
  { body, subject }: { readonly body: string; readonly subject?: string },
): Promise<void> {
  const subscription = state.subscriptions.get(subscriptionArn);
  if (!subscription) throw notFound('Subscription');
  const topic = findTopic({ cloud, state }, subscription.topicArn);
  const message = { id: randomUUID(), bodyFor: () => body, subject, attributes: {} };
  await state.deliveries.add([
    deliveryOf(cloud, topic, subscription, messageFor(cloud, topic, subscription, message)),
  ]);
}

function messageFor(
  cloud: Cloud,
  topic: Topic,
  { protocol }: Subscription,
  { id, bodyFor, subject, attributes, traceHeader }: NewMessage & { readonly id: string },
): TopicMessage {
  return {
    id,
    topicArn: topic.arn,
    ...(subject === undefined ? {} : { subject }),
    body: bodyFor(protocol),
    attributes,
    ...(traceHeader === undefined ? {} : { traceHeader }),
    timestamp: cloud.now().toISOString(),
    signatureVersion: topic.attributes.SignatureVersion ?? '1',
  };
}

function deliveryOf(cloud: Cloud, topic: Topic, subscription: Subscription, message: TopicMessage): Delivery {
  return createDelivery(topic, subscription, message, cloud.now().getTime() + cloud.faults.lateMs('sns'));
}
