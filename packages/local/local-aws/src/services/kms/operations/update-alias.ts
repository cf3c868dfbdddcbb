import { z } from 'zod';
import { aliasResources, aliasSchema, findAlias, findKey, keyIdSchema } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const updateAlias = operation({
  name: 'UpdateAlias',
  input: z.strictObject({ AliasName: aliasSchema, TargetKeyId: keyIdSchema }),
  resource: aliasResources,
  async run({ AliasName, TargetKeyId }, context) {
    const { cloud, state } = context;
    const alias = await findAlias(context, AliasName);
    const { id } = await findKey(context, TargetKeyId);
    await state.aliases.put(AliasName, { ...alias, target: id, updatedAt: cloud.now().getTime() });
  },
});
