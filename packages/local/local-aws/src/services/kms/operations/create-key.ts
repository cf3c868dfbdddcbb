import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { type Key, keyMetadata } from '../key.ts';
import { checkPolicy, defaultPolicy, policyText } from '../key-policy.ts';
import { operation } from '../kms-state.ts';
import { tagList, tagRecord } from '../tags.ts';

export const createKey = operation({
  name: 'CreateKey',
  input: z.strictObject({
    BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
    CustomerMasterKeySpec: servedOnly('SYMMETRIC_DEFAULT'),
    CustomKeyStoreId: notServed,
    Description: z.string().max(8192).default(''),
    KeySpec: servedOnly('SYMMETRIC_DEFAULT'),
    KeyUsage: servedOnly('ENCRYPT_DECRYPT'),
    MultiRegion: servedOnly(false),
    Origin: servedOnly('AWS_KMS'),
    Policy: policyText.optional(),
    Tags: tagList.default([]),
    XksKeyId: notServed,
  }),
  async run({ Description, Policy, Tags }, { cloud, state }) {
    const key: Key = {
      id: randomUUID(),
      description: Description,
      state: 'Enabled',
      createdAt: cloud.now().getTime(),
      policy: Policy === undefined ? defaultPolicy(cloud) : checkPolicy(Policy),
      tags: tagRecord(Tags),
    };
    await state.keys.put(key.id, key);
    return { KeyMetadata: keyMetadata(cloud, key) };
  },
});
