import { z } from 'zod';
import { aliasArn, aliasSchema, findAlias } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const deleteAlias = operation({
  name: 'DeleteAlias',
  input: z.strictObject({ AliasName: aliasSchema }),
  resource: ({ AliasName }, { cloud }) => aliasArn(cloud, AliasName),
  async run({ AliasName }, context) {
    const { name } = await findAlias(context, AliasName);
    await context.state.aliases.delete(name);
  },
});
