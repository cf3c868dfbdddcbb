import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { invalidParameter } from '../sns-error.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { askForConfirmation } from '../subscriptions/ask-for-confirmation.ts';
import { checkEndpoint } from '../subscriptions/check-endpoint.ts';
import { attributesOf, isPending, mustConfirm, type Subscription } from '../subscriptions/subscription.ts';
import { withAttributes } from '../subscriptions/subscription-attributes.ts';
import { stringMap } from '../wire.ts';

export const subscribe = operation({
  name: 'Subscribe',
  input: z.strictObject({
    TopicArn: z.string().optional(),
    Protocol: z.string().default(''),
    Endpoint: z.string().default(''),
    Attributes: stringMap,
    ReturnSubscriptionArn: z.string().optional(),
  }),
  resource: topicResource,
  conditionKeys: ({ Protocol, Endpoint }) => ({ 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint }),
  async run({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }, context) {
    const topic = findTopic(context, TopicArn);
    const { state, request } = context;
    const protocol = checkEndpoint(Protocol, Endpoint);
    const attributes = withAttributes({}, Attributes, { protocol, prefix: 'Attributes Reason: ' });
    const existing = state
      .subscriptionsOf(topic.arn)
      .find((one) => one.protocol === protocol && one.endpoint === Endpoint);
    if (existing) checkSame(existing, attributes);
    const subscription = existing ?? {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      protocol,
      endpoint: Endpoint,
      owner: request.caller.accountId,
      principal: request.caller.principalArn,
      attributes,
      ...(mustConfirm(protocol) ? { confirmation: newConfirmation() } : {}),
    };
    if (!existing) await state.saveSubscription(subscription);
    if (!isPending(subscription)) return { SubscriptionArn: subscription.arn };
    await askForConfirmation(context, topic, subscription);
    const tells = ReturnSubscriptionArn === 'true';
    return { SubscriptionArn: tells ? subscription.arn : 'pending confirmation' };
  },
});

function newConfirmation() {
  const token = randomBytes(32).toString('hex');
  return { token, isPending: true, wasAuthenticated: false, authenticatesUnsubscribe: false };
}

function checkSame(existing: Subscription, attributes: Readonly<Record<string, string>>): void {
  const has = attributesOf(existing);
  if (Object.entries(attributes).every(([name, value]) => has[name] === value)) return;
  throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
}
