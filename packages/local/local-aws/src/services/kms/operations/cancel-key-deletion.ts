import { z } from 'zod';
import { findKey, invalidState, keyIdSchema, keyResource } from '../find-key.ts';
import { keyArn } from '../key.ts';
import { operation } from '../kms-state.ts';

/** The key is disabled afterwards, until somebody enables it. */
export const cancelKeyDeletion = operation({
  name: 'CancelKeyDeletion',
  input: z.strictObject({ KeyId: keyIdSchema }),
  resource: keyResource,
  async run({ KeyId }, context) {
    const { deletionAt: _, ...key } = await findKey(context, KeyId);
    const arn = keyArn(context.cloud, key.id);
    if (key.state !== 'PendingDeletion') throw invalidState(`${arn} is not pending deletion.`);
    await context.state.keys.put(key.id, { ...key, state: 'Disabled' });
    return { KeyId: arn };
  },
});
