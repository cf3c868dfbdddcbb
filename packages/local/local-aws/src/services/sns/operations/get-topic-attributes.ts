import { z } from 'zod';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { effectiveDeliveryPolicy } from '../topics/delivery-policy.ts';
import { policyOf } from '../topics/topic.ts';
import { mapEntries } from '../wire.ts';

export const getTopicAttributes = operation({
  name: 'GetTopicAttributes',
  input: z.object({ TopicArn: z.string().optional() }),
  resource: topicResource,
  run({ TopicArn }, context) {
    const topic = findTopic(context, TopicArn);
    const { arn, attributes, subscriptionsDeleted } = topic;
    return {
      Attributes: mapEntries({
        TopicArn: arn,
        Owner: context.cloud.accountId,
        DisplayName: '',
        ...attributes,
        Policy: policyOf(topic),
        EffectiveDeliveryPolicy: effectiveDeliveryPolicy(attributes.DeliveryPolicy),
        SubscriptionsConfirmed: String(context.state.subscriptionsOf(arn).length),
        SubscriptionsDeleted: String(subscriptionsDeleted),
        SubscriptionsPending: '0',
      }),
    };
  },
});
