import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  type KeyMetadata,
  PutKeyPolicyCommand,
  paginateListKeys,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { z } from 'zod';
import type { Clients } from '../clients.ts';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  /** A key has no name: the same description is the same key. */
  description: z.string(),
  enable_key_rotation: z.boolean().default(false),
  deletion_window_in_days: z.int().optional(), // of a deletion, which there is none of here
  policy: z.string(),
  tags: tagsSchema,
});

export const awsKmsKey = defineResource(schema, async (block, { clients, ...context }) => {
  const { KeyId = '', Arn = '' } = (await findKey(clients.kms, block.description)) ?? (await create());
  if (block.enable_key_rotation) await clients.kms.send(new EnableKeyRotationCommand({ KeyId }));
  else await clients.kms.send(new DisableKeyRotationCommand({ KeyId }));
  await clients.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: block.policy }));
  const Tags = Object.entries(context.tags(block.tags)).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  if (Tags.length > 0) await clients.kms.send(new TagResourceCommand({ KeyId, Tags }));
  return { id: KeyId, key_id: KeyId, arn: Arn };

  async function create(): Promise<KeyMetadata> {
    const key = new CreateKeyCommand({ Description: block.description, Policy: block.policy });
    return (await clients.kms.send(key)).KeyMetadata ?? { KeyId: '' };
  }
});

async function findKey(client: Clients['kms'], description: string): Promise<KeyMetadata | undefined> {
  for await (const { Keys = [] } of paginateListKeys({ client }, {}))
    for (const { KeyId } of Keys) {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.Description === description && KeyMetadata.KeyState === 'Enabled') return KeyMetadata;
    }
  return undefined;
}
