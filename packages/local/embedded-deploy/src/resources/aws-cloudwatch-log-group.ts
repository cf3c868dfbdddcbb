import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DisassociateKmsKeyCommand,
  PutRetentionPolicyCommand,
  ResourceAlreadyExistsException,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  retention_in_days: z.int(),
  kms_key_id: z.string().optional(),
  tags: tagsSchema,
});

export const awsCloudwatchLogGroup = defineResource(
  schema,
  async (block, { clients, region, accountId, ...context }) => {
    const { name } = block;
    const tags = context.tags(block.tags);
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName: name, tags })).catch((error) => {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
      return clients.logs.send(new TagResourceCommand({ resourceArn: arn, tags }));
    });
    await clients.logs.send(
      new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: block.retention_in_days }),
    );
    const { kms_key_id: kmsKeyId } = block;
    if (kmsKeyId === undefined)
      await clients.logs.send(new DisassociateKmsKeyCommand({ logGroupName: name }));
    else await clients.logs.send(new AssociateKmsKeyCommand({ logGroupName: name, kmsKeyId }));
    return { id: name, name, arn };
  },
);
