import {
  InvalidParameterException,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  topic_arn: z.string(),
  protocol: z.enum(['sqs', 'lambda']),
  endpoint: z.string(),
  raw_message_delivery: z.boolean().optional(),
  filter_policy: z.string().optional(),
  filter_policy_scope: z.string().optional(),
  redrive_policy: z.string().optional(),
});

export const awsSnsTopicSubscription = defineResource(schema, async (block, { clients: { sns } }) => {
  const wanted = { TopicArn: block.topic_arn, Protocol: block.protocol, Endpoint: block.endpoint };
  const attributes = subscriptionAttributes(block);
  // With a filter from its first moment on, as Terraform makes it: something may be published meanwhile.
  const Attributes = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  const { SubscriptionArn = '' } = await sns
    .send(new SubscribeCommand({ ...wanted, Attributes }))
    .catch((error) => {
      if (!(error instanceof InvalidParameterException)) throw error;
      // Without attributes, Subscribe returns an existing subscription's ARN, whatever its attributes are.
      return sns.send(new SubscribeCommand(wanted));
    });
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  }
  return { id: SubscriptionArn, arn: SubscriptionArn };
});

/** Attributes that the block leaves out return to SNS's defaults. A filter's scope is set before the filter. */
function subscriptionAttributes(block: z.output<typeof schema>): Record<string, string> {
  return {
    // Functions refuse even `false`.
    ...(block.protocol === 'sqs' ? { RawMessageDelivery: String(block.raw_message_delivery ?? false) } : {}),
    FilterPolicyScope: block.filter_policy_scope ?? 'MessageAttributes',
    FilterPolicy: block.filter_policy ?? '',
    RedrivePolicy: block.redrive_policy ?? '',
  };
}
