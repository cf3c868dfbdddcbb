import { z } from 'zod';
import { operation } from '../sns-state.ts';
import { findSubscription } from '../subscriptions/find-subscription.ts';
import { attributesOf } from '../subscriptions/subscription.ts';
import { mapEntries } from '../wire.ts';

export const getSubscriptionAttributes = operation({
  name: 'GetSubscriptionAttributes',
  input: z.strictObject({ SubscriptionArn: z.string().optional() }),
  run: ({ SubscriptionArn }, { state }) => ({
    Attributes: mapEntries(attributesOf(findSubscription(state, SubscriptionArn))),
  }),
});
