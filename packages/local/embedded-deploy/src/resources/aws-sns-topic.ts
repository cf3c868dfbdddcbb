import { CreateTopicCommand, SetTopicAttributesCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  display_name: z.string().optional(),
  kms_master_key_id: z.string().optional(),
  policy: z.string().optional(),
  signature_version: z.int().optional(),
  tags: tagsSchema,
  tracing_config: z.string().optional(),
});

export const awsSnsTopic = defineResource(schema, async (block, { clients, ...context }) => {
  // Without attributes and tags, CreateTopic returns an existing topic's ARN, whatever its attributes are.
  const { TopicArn = '' } = await clients.sns.send(new CreateTopicCommand({ Name: block.name }));
  for (const [AttributeName, AttributeValue] of Object.entries(topicAttributes(block))) {
    await clients.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  }
  const Tags = tagList(context.tags(block.tags));
  if (Tags.length > 0) await clients.sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags }));
  return { id: TopicArn, arn: TopicArn, name: block.name, owner: context.accountId };
});

/** Terraform's provider sets for each how many deliveries are logged; by default none. */
const loggers = ['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'];

/** Attributes that the block leaves out return to SNS's defaults. */
function topicAttributes(block: z.output<typeof schema>): Record<string, string> {
  return {
    DisplayName: block.display_name ?? '',
    KmsMasterKeyId: block.kms_master_key_id ?? '',
    SignatureVersion: String(block.signature_version ?? ''),
    TracingConfig: block.tracing_config ?? '',
    ...Object.fromEntries(loggers.map((logger) => [`${logger}SuccessFeedbackSampleRate`, '0'])),
    ...(block.policy === undefined ? {} : { Policy: block.policy }), // aws_sns_topic_policy may have set one
  };
}
