import { z } from 'zod';
import { findKey, keyIdSchema, keyResource, notFound } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const getKeyPolicy = operation({
  name: 'GetKeyPolicy',
  input: z.strictObject({ KeyId: keyIdSchema, PolicyName: z.string().default('default') }),
  resource: keyResource,
  async run({ KeyId, PolicyName }, context) {
    const { policy } = await findKey(context, KeyId);
    if (PolicyName !== 'default') throw notFound('No such policy exists');
    return { Policy: policy, PolicyName };
  },
});
