import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  ResourceAlreadyExistsException,
  TagResourceCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  tags: tagsSchema,
});

export const awsCloudwatchEventBus = defineResource(schema, async (block, { clients, ...context }) => {
  const { events } = clients;
  const bus = { Name: block.name, Description: block.description };
  await events.send(new CreateEventBusCommand(bus)).catch((error) => {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    return events.send(new UpdateEventBusCommand(bus));
  });
  const { Arn: arn = '' } = await events.send(new DescribeEventBusCommand({ Name: block.name }));
  const Tags = tagList(context.tags(block.tags));
  if (Tags.length > 0) await events.send(new TagResourceCommand({ ResourceARN: arn, Tags }));
  return { id: block.name, arn, name: block.name };
});
