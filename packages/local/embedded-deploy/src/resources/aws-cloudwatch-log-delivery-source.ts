import { PutDeliverySourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  log_type: z.string(),
  resource_arn: z.string(),
  tags: tagsSchema,
});

export const awsCloudwatchLogDeliverySource = defineResource(
  schema,
  async ({ name, log_type: logType, resource_arn: resourceArn, tags }, { clients, ...context }) => {
    const { deliverySource } = await clients.logs.send(
      new PutDeliverySourceCommand({ name, logType, resourceArn, tags: context.tags(tags) }),
    );
    return { name, arn: deliverySource?.arn ?? '' };
  },
);
