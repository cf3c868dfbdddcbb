import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { aliasArn, aliasResources, aliasSchema, findKey, keyIdSchema } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const createAlias = operation({
  name: 'CreateAlias',
  input: z.strictObject({ AliasName: aliasSchema, TargetKeyId: keyIdSchema }),
  resource: aliasResources,
  async run({ AliasName, TargetKeyId }, context) {
    const { cloud, state } = context;
    if (AliasName.startsWith('alias/aws/'))
      throw new AwsError('NotAuthorizedException', 'Aliases that begin with alias/aws/ are reserved.');
    if (await state.aliases.get(AliasName)) {
      const message = `An alias with the name ${aliasArn(cloud, AliasName)} already exists`;
      throw new AwsError('AlreadyExistsException', message);
    }
    const { id } = await findKey(context, TargetKeyId);
    const at = cloud.now().getTime();
    await state.aliases.put(AliasName, { name: AliasName, target: id, createdAt: at, updatedAt: at });
  },
});
