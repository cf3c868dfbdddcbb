import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import type { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { policyDocument, tlsOnly } from '../tls-only.ts';

/** Leaves out what each new alarm says first: that it was not told anything yet, and now all is well. */
const worthTelling = {
  filterPolicyScope: 'MessageBody',
  filterPolicy: JSON.stringify({ $or: [{ NewStateValue: ['ALARM'] }, { OldStateValue: ['ALARM'] }] }),
};

export interface AlarmTopicProps {
  readonly name: string;
  readonly accountId: string;
  readonly email?: string;
  /** Queues of webhooks that want alarms. */
  readonly queueArns: readonly string[];
  readonly provider?: TerraformProvider;
}

/**
 * Where alarms go, in the alarms' own region. It is not encrypted: with SNS's own key CloudWatch cannot publish, a key of
 * one's own costs a dollar a month, and an alarm says nothing but names and numbers.
 */
export function alarmTopic(scope: Construct, id: string, props: AlarmTopicProps): string {
  const { name, accountId, email, queueArns, ...provider } = props;
  const { arn } = new SnsTopic(scope, id, { ...provider, name });
  new SnsTopicPolicy(scope, `${id}-policy`, {
    ...provider,
    arn,
    policy: policyDocument([
      tlsOnly('sns:Publish', [arn]),
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: arn,
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
    ]),
  });
  if (email !== undefined)
    new SnsTopicSubscription(scope, `${id}-email`, {
      ...provider,
      topicArn: arn,
      protocol: 'email',
      endpoint: email,
      ...worthTelling,
    });
  for (const [index, endpoint] of queueArns.entries())
    new SnsTopicSubscription(scope, `${id}-webhook-${index}`, {
      ...provider,
      topicArn: arn,
      protocol: 'sqs',
      endpoint,
      rawMessageDelivery: true,
      ...worthTelling,
    });
  return arn;
}
