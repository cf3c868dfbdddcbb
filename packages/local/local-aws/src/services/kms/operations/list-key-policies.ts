import { z } from 'zod';
import { findKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';
import { pageInput } from '../page.ts';

/** A key has one policy, and its name is always the same. */
export const listKeyPolicies = operation({
  name: 'ListKeyPolicies',
  input: z.strictObject({ KeyId: keyIdSchema, ...pageInput }),
  resource: keyResource,
  async run({ KeyId }, context) {
    await findKey(context, KeyId);
    return { PolicyNames: ['default'], Truncated: false };
  },
});
