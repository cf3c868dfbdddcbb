import { z } from 'zod';
import { checkArn } from '../arn.ts';
import { invalidParameter } from '../sns-error.ts';
import { operation } from '../sns-state.ts';

export const unsubscribe = operation({
  name: 'Unsubscribe',
  input: z.object({ SubscriptionArn: z.string().optional() }),
  async run({ SubscriptionArn }, { state }) {
    const arn = checkArn('SubscriptionArn', SubscriptionArn);
    if (arn.split(':').length === 6) throw invalidParameter('SubscriptionId');
    const subscription = state.subscriptions.get(arn);
    if (!subscription) return; // over already
    await state.removeSubscription(arn);
    const topic = state.topics.get(subscription.topicArn);
    if (topic) await state.saveTopic({ ...topic, subscriptionsDeleted: topic.subscriptionsDeleted + 1 });
  },
});
