import { z } from 'zod';
import { operation } from '../sns-state.ts';
import { findSubscription } from '../subscriptions/find-subscription.ts';
import { withAttributes } from '../subscriptions/subscription-attributes.ts';

export const setSubscriptionAttributes = operation({
  name: 'SetSubscriptionAttributes',
  input: z.strictObject({
    SubscriptionArn: z.string().optional(),
    AttributeName: z.string().default(''),
    AttributeValue: z.string().default(''),
  }),
  async run({ SubscriptionArn, AttributeName, AttributeValue }, { state }) {
    const subscription = findSubscription(state, SubscriptionArn);
    const { protocol } = subscription;
    const changes = { [AttributeName]: AttributeValue };
    const attributes = withAttributes(subscription.attributes, changes, { protocol });
    await state.saveSubscription({ ...subscription, attributes });
  },
});
