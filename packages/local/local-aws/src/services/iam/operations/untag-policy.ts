import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findOwnPolicy } from '../policy.ts';

export const untagPolicy = operation({
  name: 'UntagPolicy',
  input: z.object({ PolicyArn: z.string(), TagKeys: z.array(z.string()) }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, TagKeys }, { state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    const tags = policy.tags.filter(({ Key }) => !TagKeys.includes(Key));
    await state.policies.put(PolicyArn, { ...policy, tags });
  },
});
