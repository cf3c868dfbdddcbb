import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import type { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './tls-only.ts';

/**
 * A topic that is encrypted, and published to over TLS alone. SNS's own key lets every role of the account use it that
 * may publish, as Lambda does in a function's name; AWS's services themselves, S3 or CloudWatch, could not.
 */
export function privateTopic(scope: Construct, id: string, name: string): SnsTopic {
  const topic = new SnsTopic(scope, id, { name, kmsMasterKeyId: 'alias/aws/sns' });
  new SnsTopicPolicy(scope, `${id}-policy`, {
    arn: topic.arn,
    policy: policyDocument([tlsOnly('sns:Publish', [topic.arn])]),
  });
  return topic;
}
