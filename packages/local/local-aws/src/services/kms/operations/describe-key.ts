import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { findKey, keyIdSchema, keyResource } from '../find-key.ts';
import { keyMetadata } from '../key.ts';
import { operation } from '../kms-state.ts';

export const describeKey = operation({
  name: 'DescribeKey',
  input: z.strictObject({ KeyId: keyIdSchema, GrantTokens: notServed }),
  resource: keyResource,
  async run({ KeyId }, context) {
    return { KeyMetadata: keyMetadata(context.cloud, await findKey(context, KeyId)) };
  },
});
