import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ KeyId: keyIdSchema, TagKeys: z.array(z.string()) }),
  resource: keyResource,
  async run({ KeyId, TagKeys }, context) {
    const kept = ([name]: readonly [string, string]) => !TagKeys.includes(name);
    await changeKey(context, KeyId, (key) => ({
      ...key,
      tags: Object.fromEntries(Object.entries(key.tags).filter(kept)),
    }));
  },
});
