import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import type { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './tls-only.ts';

/**
 * An encrypted topic, published to only over TLS. With SNS's own key, every role of the account that may publish can use
 * it, as Lambda does in a function's name; AWS services on their own behalf, such as S3 or CloudWatch, cannot.
 */
export function privateTopic(scope: Construct, id: string, name: string): SnsTopic {
  const topic = new SnsTopic(scope, id, { name, kmsMasterKeyId: 'alias/aws/sns' });
  new SnsTopicPolicy(scope, `${id}-policy`, {
    arn: topic.arn,
    policy: policyDocument([tlsOnly('sns:Publish', [topic.arn])]),
  });
  return topic;
}
