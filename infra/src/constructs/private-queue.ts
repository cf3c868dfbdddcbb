import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import type { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './tls-only.ts';

export interface PrivateQueueProps {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly redrivePolicy?: string;
  /** ARN of the topic that may send to it. */
  readonly topicArn?: string;
}

/** A queue that is encrypted, reached over TLS alone, and keeps messages for 14 days, SQS's longest. */
export function privateQueue(
  scope: Construct,
  id: string,
  { topicArn, ...props }: PrivateQueueProps,
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
      ...(topicArn === undefined ? [] : [fromTopic(topicArn, queue.arn)]),
    ]),
  });
  return queue;
}

function fromTopic(topicArn: string, queueArn: string) {
  return {
    Sid: 'FromTopic',
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
}
