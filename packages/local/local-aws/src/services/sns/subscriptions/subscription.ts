/** How messages reach an endpoint. */
export const protocols = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json'] as const;
export type Protocol = (typeof protocols)[number];

/** Whether an endpoint must confirm that it wants the messages; queues and functions need not. */
export function mustConfirm(protocol: Protocol): boolean {
  return protocol !== 'sqs' && protocol !== 'lambda';
}

/** A subscription as stored. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly owner: string;
  /** The subscriber. */
  readonly principal: string;
  /** The attributes that were set: RawMessageDelivery, FilterPolicy, … */
  readonly attributes: Readonly<Record<string, string>>;
  /** For an endpoint that must confirm. */
  readonly confirmation?: Confirmation;
}

export interface Confirmation {
  readonly token: string;
  readonly isPending: boolean;
  /** Whether the confirming request was signed. */
  readonly wasAuthenticated: boolean;
  /** Whether only a signed request may end the subscription. */
  readonly authenticatesUnsubscribe: boolean;
}

export function isPending({ confirmation }: Subscription): boolean {
  return confirmation?.isPending ?? false;
}

/** In the form of lists. */
export function subscriptionEntry(subscription: Subscription) {
  const { arn, topicArn, protocol, endpoint, owner } = subscription;
  return {
    SubscriptionArn: isPending(subscription) ? 'PendingConfirmation' : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}

/** In the form of GetSubscriptionAttributes. A filter's scope is included only with the filter. */
export function attributesOf(subscription: Subscription): Record<string, string> {
  const { arn, topicArn, protocol, endpoint, owner, principal, attributes, confirmation } = subscription;
  const { FilterPolicy, FilterPolicyScope = 'MessageAttributes', ...others } = attributes;
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Protocol: protocol,
    Endpoint: endpoint,
    Owner: owner,
    SubscriptionPrincipal: principal,
    ConfirmationWasAuthenticated: String(confirmation?.wasAuthenticated ?? true),
    PendingConfirmation: String(isPending(subscription)),
    RawMessageDelivery: 'false',
    ...others,
    ...(FilterPolicy === undefined ? {} : { FilterPolicy, FilterPolicyScope }),
  };
}
