import { checkArn } from '../arn.ts';
import { notFound } from '../sns-error.ts';
import type { SnsState } from '../sns-state.ts';
import type { Subscription } from './subscription.ts';

/** Throws InvalidParameter, NotFound. */
export function findSubscription({ subscriptions }: SnsState, arn: string | undefined): Subscription {
  const subscription = subscriptions.get(checkArn('SubscriptionArn', arn));
  if (!subscription) throw notFound('Subscription');
  return subscription;
}
