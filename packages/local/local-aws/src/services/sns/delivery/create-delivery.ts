import { randomUUID } from 'node:crypto';
import type { TopicMessage } from '../publish/topic-message.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { deadLetterArnOf } from '../subscriptions/subscription-attributes.ts';
import { deliveryPolicyOf } from '../topics/delivery-policy.ts';
import type { Topic } from '../topics/topic.ts';
import type { Delivery } from './delivery.ts';
import { urlRetryDelaysMs } from './retries.ts';

/** A message to be delivered to a subscription's endpoint. `dueAt` in milliseconds since the epoch. */
export function createDelivery(
  topic: Topic,
  { arn, protocol, endpoint, attributes }: Subscription,
  message: TopicMessage,
  dueAt: number,
): Delivery {
  const deadLetterArn = deadLetterArnOf(attributes);
  const isUrl = protocol === 'http' || protocol === 'https';
  const policy = deliveryPolicyOf(topic.attributes.DeliveryPolicy, attributes.DeliveryPolicy);
  return {
    id: randomUUID(),
    subscriptionArn: arn,
    protocol,
    endpoint,
    isRaw: attributes.RawMessageDelivery === 'true',
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    ...(isUrl
      ? { http: { retryDelaysMs: urlRetryDelaysMs(policy.retries), contentType: policy.contentType } }
      : {}),
    message,
    failures: 0,
    dueAt,
  };
}
