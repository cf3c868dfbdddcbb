import {
  CreateDeliveryCommand,
  DescribeDeliveriesCommand,
  UpdateDeliveryConfigurationCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  delivery_source_name: z.string(),
  delivery_destination_arn: z.string(),
  record_fields: z.array(z.string()).optional(),
  tags: tagsSchema,
});

export const awsCloudwatchLogDelivery = defineResource(schema, async (block, { clients, ...context }) => {
  const { delivery_source_name: deliverySourceName, record_fields: recordFields } = block;
  // A source has one delivery to a destination.
  const { deliveries = [] } = await clients.logs.send(new DescribeDeliveriesCommand({}));
  const there = deliveries.find(
    (delivery) =>
      delivery.deliverySourceName === deliverySourceName &&
      delivery.deliveryDestinationArn === block.delivery_destination_arn,
  );
  if (there) {
    await clients.logs.send(new UpdateDeliveryConfigurationCommand({ id: there.id, recordFields }));
    return { id: there.id ?? '', arn: there.arn ?? '' };
  }
  const { delivery } = await clients.logs.send(
    new CreateDeliveryCommand({
      deliverySourceName,
      deliveryDestinationArn: block.delivery_destination_arn,
      recordFields,
      tags: context.tags(block.tags),
    }),
  );
  return { id: delivery?.id ?? '', arn: delivery?.arn ?? '' };
});
