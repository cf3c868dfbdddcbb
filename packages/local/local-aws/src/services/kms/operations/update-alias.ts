import { z } from 'zod';
import { aliasArn, aliasSchema, findAlias, findKey, keyIdSchema, notFound } from '../find-key.ts';
import { keyArn } from '../key.ts';
import { operation } from '../kms-state.ts';

export const updateAlias = operation({
  name: 'UpdateAlias',
  input: z.strictObject({ AliasName: aliasSchema, TargetKeyId: keyIdSchema }),
  resource: async ({ AliasName, TargetKeyId }, context) => [
    aliasArn(context.cloud, AliasName),
    keyArn(context.cloud, (await findKey(context, TargetKeyId)).id),
  ],
  async run({ AliasName, TargetKeyId }, context) {
    const { cloud, state } = context;
    const alias = await findAlias(context, AliasName);
    if (!alias) throw notFound(`Alias ${aliasArn(cloud, AliasName)} is not found.`);
    const { id } = await findKey(context, TargetKeyId);
    await state.aliases.put(AliasName, { ...alias, target: id, updatedAt: cloud.now().getTime() });
  },
});
