import { PutRuleCommand, TagResourceCommand } from '@aws-sdk/client-eventbridge';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagList, tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  event_bus_name: z.string().optional(),
  event_pattern: z.string().optional(),
  schedule_expression: z.string().optional(),
  state: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  role_arn: z.string().optional(),
  tags: tagsSchema,
});

export const awsCloudwatchEventRule = defineResource(schema, async (block, { clients, ...context }) => {
  const { name, event_bus_name: bus } = block;
  const { RuleArn: arn = '' } = await clients.events.send(
    new PutRuleCommand({
      Name: name,
      Description: block.description,
      EventBusName: bus,
      EventPattern: block.event_pattern,
      ScheduleExpression: block.schedule_expression,
      State: block.state,
      RoleArn: block.role_arn,
    }),
  );
  // Of a rule that is there already, PutRule ignores tags.
  const Tags = tagList(context.tags(block.tags));
  if (Tags.length > 0) await clients.events.send(new TagResourceCommand({ ResourceARN: arn, Tags }));
  return { id: bus === undefined ? name : `${bus}/${name}`, arn, name };
});
