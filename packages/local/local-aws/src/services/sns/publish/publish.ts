import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { SnsState } from '../sns-state.ts';
import { passesFilter } from '../subscriptions/filter-policy.ts';
import { deadLetterArnOf } from '../subscriptions/subscription-attributes.ts';
import type { Topic } from '../topics/topic.ts';
import type { TopicMessage } from './topic-message.ts';

export interface NewMessage {
  /** The text for each protocol. */
  readonly bodyFor: (protocol: string) => string;
  readonly subject?: string | undefined;
  readonly attributes: MessageAttributes;
}

/** Fans messages out to a topic's subscriptions; resolves with their ids when all deliveries are written down. */
export async function publish(
  { cloud, state }: { readonly cloud: Cloud; readonly state: SnsState },
  topic: Topic,
  messages: readonly NewMessage[],
): Promise<string[]> {
  const accepted = messages.map((message) => ({ ...message, id: randomUUID() }));
  const timestamp = cloud.now().toISOString();
  const subscriptions = state.subscriptionsOf(topic.arn);
  const deliveries = accepted.flatMap(({ id, bodyFor, subject, attributes }) =>
    subscriptions.flatMap(({ arn, protocol, endpoint, attributes: settings }): Delivery[] => {
      const message: TopicMessage = {
        id,
        topicArn: topic.arn,
        ...(subject === undefined ? {} : { subject }),
        body: bodyFor(protocol),
        attributes,
        timestamp,
        signatureVersion: topic.attributes.SignatureVersion ?? '1',
      };
      if (!passesFilter(settings, message)) return [];
      const deadLetterArn = deadLetterArnOf(settings);
      return [
        {
          id: randomUUID(),
          subscriptionArn: arn,
          protocol,
          endpoint,
          isRaw: settings.RawMessageDelivery === 'true',
          ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
          message,
          failures: 0,
          dueAt: cloud.now().getTime(),
        },
      ];
    }),
  );
  await state.deliveries.add(deliveries);
  return accepted.map(({ id }) => id);
}
