import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkArn } from '../arn.ts';
import { invalidParameter } from '../sns-error.ts';
import { operation } from '../sns-state.ts';

export const unsubscribe = operation({
  name: 'Unsubscribe',
  input: z.strictObject({ SubscriptionArn: z.string().optional() }),
  servesAnonymous: true, // through the link in a notification
  async run({ SubscriptionArn }, { state, request }) {
    const arn = checkArn('SubscriptionArn', SubscriptionArn);
    if (arn.split(':').length === 6) throw invalidParameter('SubscriptionId');
    const subscription = state.subscriptions.get(arn);
    if (!subscription) return; // already ended
    if (subscription.confirmation?.authenticatesUnsubscribe && request.caller.kind === 'anonymous') {
      throw new AwsError('AuthorizationError', 'Only the owner of the subscription may end it.', 403);
    }
    await state.removeSubscription(arn);
    const topic = state.topics.get(subscription.topicArn);
    if (topic) await state.saveTopic({ ...topic, subscriptionsDeleted: topic.subscriptionsDeleted + 1 });
  },
});
