import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { keyArn } from '../key.ts';
import { operation } from '../kms-state.ts';

const dayMs = 24 * 3600 * 1000;

export const scheduleKeyDeletion = operation({
  name: 'ScheduleKeyDeletion',
  input: z.strictObject({ KeyId: keyIdSchema, PendingWindowInDays: z.int().min(7).max(30).default(30) }),
  resource: keyResource,
  async run({ KeyId, PendingWindowInDays }, context) {
    const deletionAt = context.cloud.now().getTime() + PendingWindowInDays * dayMs;
    const { id } = await changeKey(context, KeyId, (key) => ({
      ...key,
      state: 'PendingDeletion',
      deletionAt,
    }));
    return {
      KeyId: keyArn(context.cloud, id),
      DeletionDate: deletionAt / 1000,
      KeyState: 'PendingDeletion',
      PendingWindowInDays,
    };
  },
});
