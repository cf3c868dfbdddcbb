import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  max_message_size: z.int().default(262_144), // the provider's default; SQS's own is a MiB
  message_retention_seconds: z.int().optional(),
  visibility_timeout_seconds: z.int().optional(),
  redrive_policy: z.string().optional(),
  sqs_managed_sse_enabled: z.boolean().optional(),
  kms_master_key_id: z.string().optional(),
  tags: tagsSchema,
});

export const awsSqsQueue = defineResource(schema, async (block, { clients, ...context }) => {
  // Without attributes, CreateQueue returns an existing queue's URL, whatever its attributes are.
  const { QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: block.name }));
  await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: queueAttributes(block) }));
  await clients.sqs.send(new TagQueueCommand({ QueueUrl, Tags: context.tags(block.tags) }));
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { id: QueueUrl, url: QueueUrl, name: block.name, arn: Attributes?.QueueArn ?? '' };
});

function queueAttributes(block: z.output<typeof schema>): Record<string, string> {
  const values = {
    MaximumMessageSize: block.max_message_size,
    MessageRetentionPeriod: block.message_retention_seconds,
    VisibilityTimeout: block.visibility_timeout_seconds,
    RedrivePolicy: block.redrive_policy,
    SqsManagedSseEnabled: block.sqs_managed_sse_enabled,
    KmsMasterKeyId: block.kms_master_key_id,
    ...(block.kms_master_key_id === undefined ? {} : { KmsDataKeyReusePeriodSeconds: 300 }), // the provider's default
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
