import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import type { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './tls-only.ts';

export interface PrivateQueueProps {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly redrivePolicy?: string;
  /** A topic or a bucket that may send to it. */
  readonly source?: QueueSource;
}

export interface QueueSource {
  readonly service: 'sns.amazonaws.com' | 's3.amazonaws.com';
  readonly arn: string;
  /** Needed because a bucket's ARN does not contain the account. */
  readonly accountId?: string;
}

/** An encrypted queue, reached only over TLS, that keeps messages for 14 days, SQS's maximum. */
export function privateQueue(
  scope: Construct,
  id: string,
  { source, ...props }: PrivateQueueProps,
): SqsQueue {
  const queue = new SqsQueue(scope, id, {
    ...props,
    messageRetentionSeconds: 14 * 24 * 3600,
    sqsManagedSseEnabled: true,
  });
  new SqsQueuePolicy(scope, `${id}-policy`, {
    queueUrl: queue.url,
    policy: policyDocument([
      tlsOnly('sqs:*', [queue.arn]),
      ...(source === undefined ? [] : [sendBy(source, queue.arn)]),
    ]),
  });
  return queue;
}

function sendBy({ service, arn, accountId }: QueueSource, queueArn: string) {
  return {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: {
      ArnEquals: { 'aws:SourceArn': arn },
      ...(accountId === undefined ? {} : { StringEquals: { 'aws:SourceAccount': accountId } }),
    },
  };
}
