import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { operation } from '../iam-state.ts';
import { findOwnPolicy, policyArn } from '../policy.ts';

export const tagPolicy = operation({
  name: 'TagPolicy',
  input: z.strictObject({
    PolicyArn: policyArn,
    Tags: listOf(z.strictObject({ Key: z.string(), Value: z.string() })),
  }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, Tags }, { state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    const added = new Set(Tags.map(({ Key }) => Key));
    const tags = [...policy.tags.filter(({ Key }) => !added.has(Key)), ...Tags];
    await state.policies.put(PolicyArn, { ...policy, tags });
  },
});
