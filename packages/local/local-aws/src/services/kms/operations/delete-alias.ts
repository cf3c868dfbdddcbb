import { z } from 'zod';
import { aliasArn, aliasSchema, findAlias, notFound } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const deleteAlias = operation({
  name: 'DeleteAlias',
  input: z.strictObject({ AliasName: aliasSchema }),
  resource: ({ AliasName }, { cloud }) => aliasArn(cloud, AliasName),
  async run({ AliasName }, context) {
    if (!(await findAlias(context, AliasName)))
      throw notFound(`Alias ${aliasArn(context.cloud, AliasName)} is not found.`);
    await context.state.aliases.delete(AliasName);
  },
});
