import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { operation } from '../iam-state.ts';
import { findOwnPolicy, policyArn } from '../policy.ts';

export const untagPolicy = operation({
  name: 'UntagPolicy',
  input: z.strictObject({ PolicyArn: policyArn, TagKeys: listOf(z.string()) }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, TagKeys }, { state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    const tags = policy.tags.filter(({ Key }) => !TagKeys.includes(Key));
    await state.policies.put(PolicyArn, { ...policy, tags });
  },
});
