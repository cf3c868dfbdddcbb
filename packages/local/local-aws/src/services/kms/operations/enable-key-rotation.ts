import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';

export const enableKeyRotation = operation({
  name: 'EnableKeyRotation',
  input: z.strictObject({ KeyId: keyIdSchema, RotationPeriodInDays: z.int().min(90).max(2560).optional() }),
  resource: keyResource,
  async run({ KeyId, RotationPeriodInDays }, context) {
    await changeKey(context, KeyId, (key) => ({
      ...key,
      rotationDays: RotationPeriodInDays ?? key.rotationDays ?? 365,
    }));
  },
});
