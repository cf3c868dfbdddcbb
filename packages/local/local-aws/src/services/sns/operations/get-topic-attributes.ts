import { z } from 'zod';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { isPending } from '../subscriptions/subscription.ts';
import { effectiveTopicPolicy } from '../topics/delivery-policy.ts';
import { policyOf } from '../topics/topic.ts';
import { mapEntries } from '../wire.ts';

export const getTopicAttributes = operation({
  name: 'GetTopicAttributes',
  input: z.strictObject({ TopicArn: z.string().optional() }),
  resource: topicResource,
  run({ TopicArn }, context) {
    const topic = findTopic(context, TopicArn);
    const { arn, attributes, subscriptionsDeleted } = topic;
    const subscriptions = context.state.subscriptionsOf(arn);
    const pending = subscriptions.filter(isPending).length;
    return {
      Attributes: mapEntries({
        TopicArn: arn,
        Owner: context.cloud.accountId,
        DisplayName: '',
        ...attributes,
        Policy: policyOf(topic),
        EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(attributes.DeliveryPolicy)),
        SubscriptionsConfirmed: String(subscriptions.length - pending),
        SubscriptionsDeleted: String(subscriptionsDeleted),
        SubscriptionsPending: String(pending),
      }),
    };
  },
});
