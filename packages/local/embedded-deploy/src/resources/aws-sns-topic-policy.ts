import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ arn: z.string(), policy: z.string() });

export const awsSnsTopicPolicy = defineResource(schema, async ({ arn, policy }, { clients }) => {
  await clients.sns.send(
    new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: 'Policy', AttributeValue: policy }),
  );
  return { id: arn };
});
