import { z } from 'zod';
import { pageOf } from '../page.ts';
import { operation } from '../sns-state.ts';
import { subscriptionEntry } from '../subscriptions/subscription.ts';

export const listSubscriptions = operation({
  name: 'ListSubscriptions',
  input: z.strictObject({ NextToken: z.string().optional() }),
  run({ NextToken }, { state }) {
    const { items, ...next } = pageOf([...state.subscriptions.values()], ({ arn }) => arn, NextToken);
    return { Subscriptions: { member: items.map(subscriptionEntry) }, ...next };
  },
});
