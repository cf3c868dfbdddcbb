import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { createDelivery } from '../delivery/create-delivery.ts';
import type { SnsState } from '../sns-state.ts';
import { passesFilter } from '../subscriptions/filter-policy.ts';
import { isPending } from '../subscriptions/subscription.ts';
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
  const now = cloud.now();
  const accepted = messages.map((message) => ({ ...message, id: randomUUID() }));
  const subscriptions = state.subscriptionsOf(topic.arn).filter((one) => !isPending(one));
  const deliveries = accepted.flatMap(({ id, bodyFor, subject, attributes, traceHeader }) =>
    subscriptions.flatMap((subscription) => {
      const message: TopicMessage = {
        id,
        topicArn: topic.arn,
        ...(subject === undefined ? {} : { subject }),
        body: bodyFor(subscription.protocol),
        attributes,
        ...(traceHeader === undefined ? {} : { traceHeader }),
        timestamp: now.toISOString(),
        signatureVersion: topic.attributes.SignatureVersion ?? '1',
      };
      if (!passesFilter(subscription.attributes, message)) return [];
      return [createDelivery(topic, subscription, message, now.getTime() + cloud.faults.lateMs('sns'))];
    }),
  );
  await state.deliveries.add(deliveries);
  return accepted.map(({ id }) => id);
}
