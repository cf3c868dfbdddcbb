import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { invalidParameter } from '../sns-error.ts';
import { findTopic, operation, topicResource } from '../sns-state.ts';
import { checkEndpoint } from '../subscriptions/check-endpoint.ts';
import { attributesOf } from '../subscriptions/subscription.ts';
import { withAttributes } from '../subscriptions/subscription-attributes.ts';
import { stringMap } from '../wire.ts';

export const subscribe = operation({
  name: 'Subscribe',
  input: z.object({
    TopicArn: z.string().optional(),
    Protocol: z.string().default(''),
    Endpoint: z.string().default(''),
    Attributes: stringMap,
    ReturnSubscriptionArn: z.string().optional(), // without effect: no endpoint here must confirm
  }),
  resource: topicResource,
  conditionKeys: ({ Protocol, Endpoint }) => ({ 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint }),
  async run({ TopicArn, Protocol, Endpoint, Attributes }, context) {
    const { arn: topicArn } = findTopic(context, TopicArn);
    const { state, request } = context;
    const protocol = checkEndpoint(Protocol, Endpoint);
    const attributes = withAttributes({}, Attributes, { protocol, prefix: 'Attributes Reason: ' });
    const existing = state
      .subscriptionsOf(topicArn)
      .find((one) => one.protocol === protocol && one.endpoint === Endpoint);
    if (existing) {
      const has = attributesOf(existing);
      if (Object.entries(attributes).some(([name, value]) => has[name] !== value)) {
        throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
      }
      return { SubscriptionArn: existing.arn };
    }
    const arn = `${topicArn}:${randomUUID()}`;
    const { accountId: owner, principalArn: principal } = request.caller;
    await state.saveSubscription({
      arn,
      topicArn,
      protocol,
      endpoint: Endpoint,
      owner,
      principal,
      attributes,
    });
    return { SubscriptionArn: arn };
  },
});
