import { z } from 'zod';
import { pageOf } from '../page.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { subscriptionEntry } from '../subscriptions/subscription.ts';

export const listSubscriptionsByTopic = operation({
  name: 'ListSubscriptionsByTopic',
  input: z.strictObject({ TopicArn: z.string().optional(), NextToken: z.string().optional() }),
  resource: topicResource,
  run({ TopicArn, NextToken }, context) {
    const subscriptions = context.state.subscriptionsOf(findTopic(context, TopicArn).arn);
    const { items, ...next } = pageOf(subscriptions, ({ arn }) => arn, NextToken);
    return { Subscriptions: { member: items.map(subscriptionEntry) }, ...next };
  },
});
