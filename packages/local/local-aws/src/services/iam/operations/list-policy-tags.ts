import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy } from '../policy.ts';

export const listPolicyTags = operation({
  name: 'ListPolicyTags',
  input: z.object({ PolicyArn: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    const { tags } = await findPolicy(state, PolicyArn);
    return { Tags: { member: tags }, IsTruncated: false };
  },
});
