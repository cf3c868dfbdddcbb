import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ queue_url: z.string(), policy: z.string() });

export const awsSqsQueuePolicy = defineResource(schema, async ({ queue_url, policy }, { clients }) => {
  await clients.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queue_url, Attributes: { Policy: policy } }),
  );
  return { id: queue_url };
});
