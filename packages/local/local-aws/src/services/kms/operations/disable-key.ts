import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const disableKey = operation({
  name: 'DisableKey',
  input: z.strictObject({ KeyId: keyIdSchema }),
  resource: keyResource,
  async run({ KeyId }, context) {
    await changeKey(context, KeyId, (key) => ({ ...key, state: 'Disabled' }));
  },
});
