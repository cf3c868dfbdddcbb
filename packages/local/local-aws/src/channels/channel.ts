import type { Cloud } from '../cloud/cloud.ts';
import type { MessageAttributes } from '../cloud/ports.ts';

/** A queue or a topic to which another service sends. */
export interface Channel {
  readonly arn: string;
  readonly noun: 'queue' | 'topic';
  /** The action that a sender must be allowed. */
  readonly action: 'sqs:SendMessage' | 'sns:Publish';
  exists(): Promise<boolean>;
  /** Its own policy as JSON text. */
  policy(): Promise<string | undefined>;
  /** Durable once it resolves. Only topics have a subject. */
  send(
    body: string,
    options?: {
      readonly attributes?: MessageAttributes;
      readonly subject?: string;
      /** The trace header of the request that caused it, if it had one. */
      readonly traceHeader?: string | undefined;
    },
  ): Promise<unknown>;
}

/** Undefined if the ARN is neither a queue's nor a topic's. */
export function channelOf({ ports: { queues, topics } }: Cloud, arn: string): Channel | undefined {
  const service = arn.split(':')[2];
  if (service === 'sqs') {
    return {
      arn,
      noun: 'queue',
      action: 'sqs:SendMessage',
      exists: () => queues.exists(arn),
      policy: () => queues.policyOf(arn),
      send: (body, { attributes, traceHeader } = {}) => queues.send(arn, body, attributes, traceHeader),
    };
  }
  if (service === 'sns') {
    return {
      arn,
      noun: 'topic',
      action: 'sns:Publish',
      exists: () => topics.exists(arn),
      policy: () => topics.policyOf(arn),
      send: (body, options) => topics.publish(arn, { body, ...options }),
    };
  }
  return undefined;
}

/**
 * Throws AccessDenied if IAM is enforced and the channel's policy does not let a service send on behalf of one of its
 * resources; throws the service's error if the channel does not exist.
 */
export async function authorizeSending(
  { access }: Cloud,
  { arn, action, policy }: Channel,
  sender: {
    readonly service: string;
    readonly sourceArn: string;
    /** Condition keys that the service sends besides those that all send. */
    readonly context?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const resourcePolicy = await policy();
  await access.authorizeService(sender.service, sender.sourceArn, {
    action,
    resources: [arn],
    ...(sender.context === undefined ? {} : { context: sender.context }),
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
  });
}
