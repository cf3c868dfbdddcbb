import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { checkPolicy, policyText } from '../key-policy.ts';
import { operation } from '../kms-state.ts';

export const putKeyPolicy = operation({
  name: 'PutKeyPolicy',
  input: z.strictObject({
    KeyId: keyIdSchema,
    PolicyName: z.literal('default').optional(),
    Policy: policyText,
    BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  }),
  resource: keyResource,
  async run({ KeyId, Policy }, context) {
    const policy = checkPolicy(Policy);
    await changeKey(context, KeyId, (key) => ({ ...key, policy }));
  },
});
