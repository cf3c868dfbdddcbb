import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const updateKeyDescription = operation({
  name: 'UpdateKeyDescription',
  input: z.strictObject({ KeyId: keyIdSchema, Description: z.string().max(8192) }),
  resource: keyResource,
  async run({ KeyId, Description }, context) {
    await changeKey(context, KeyId, (key) => ({ ...key, description: Description }));
  },
});
