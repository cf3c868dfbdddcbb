/** How messages reach an endpoint. */
export type Protocol = 'sqs' | 'lambda';

/** A subscription as stored. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly owner: string;
  /** Who subscribed. */
  readonly principal: string;
  /** What was set: RawMessageDelivery, FilterPolicy, … */
  readonly attributes: Readonly<Record<string, string>>;
}

/** As lists name it. */
export function subscriptionEntry({ arn, topicArn, protocol, endpoint, owner }: Subscription) {
  return { SubscriptionArn: arn, Owner: owner, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}

export function attributesOf(subscription: Subscription): Record<string, string> {
  const { arn, topicArn, protocol, endpoint, owner, principal, attributes } = subscription;
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: owner,
    SubscriptionPrincipal: principal,
    ConfirmationWasAuthenticated: 'true',
    PendingConfirmation: 'false',
    RawMessageDelivery: 'false',
    ...(attributes.FilterPolicy ? { FilterPolicyScope: 'MessageAttributes' } : {}),
    ...attributes,
  };
}
