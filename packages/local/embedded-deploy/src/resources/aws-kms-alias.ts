import { AlreadyExistsException, CreateAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ name: z.string(), target_key_id: z.string() });

export const awsKmsAlias = defineResource(schema, async (block, { clients, region, accountId }) => {
  const alias = { AliasName: block.name, TargetKeyId: block.target_key_id };
  await clients.kms.send(new CreateAliasCommand(alias)).catch((error) => {
    if (!(error instanceof AlreadyExistsException)) throw error;
    return clients.kms.send(new UpdateAliasCommand(alias));
  });
  return { id: block.name, name: block.name, arn: `arn:aws:kms:${region}:${accountId}:${block.name}` };
});
