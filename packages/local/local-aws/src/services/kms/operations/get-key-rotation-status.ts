import { z } from 'zod';
import { findKey, keyIdSchema, keyResource } from '../find-key.ts';
import { keyArn } from '../key.ts';
import { operation } from '../kms-state.ts';

const dayMs = 24 * 3600 * 1000;

export const getKeyRotationStatus = operation({
  name: 'GetKeyRotationStatus',
  input: z.strictObject({ KeyId: keyIdSchema }),
  resource: keyResource,
  async run({ KeyId }, context) {
    const { id, rotationDays, createdAt } = await findKey(context, KeyId);
    return {
      KeyId: keyArn(context.cloud, id),
      KeyRotationEnabled: rotationDays !== undefined,
      ...(rotationDays === undefined
        ? {}
        : {
            RotationPeriodInDays: rotationDays,
            NextRotationDate: (createdAt + rotationDays * dayMs) / 1000,
          }),
    };
  },
});
