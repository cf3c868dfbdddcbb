import { PutDeliveryDestinationCommand } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  output_format: z.enum(['json', 'plain', 'w3c', 'raw', 'parquet']),
  delivery_destination_configuration: z.tuple([z.strictObject({ destination_resource_arn: z.string() })]),
  tags: tagsSchema,
});

export const awsCloudwatchLogDeliveryDestination = defineResource(
  schema,
  async (block, { clients, ...context }) => {
    const { name, delivery_destination_configuration: configuration } = block;
    const { deliveryDestination } = await clients.logs.send(
      new PutDeliveryDestinationCommand({
        name,
        outputFormat: block.output_format,
        deliveryDestinationConfiguration: {
          destinationResourceArn: configuration[0].destination_resource_arn,
        },
        tags: context.tags(block.tags),
      }),
    );
    return { name, arn: deliveryDestination?.arn ?? '' };
  },
);
