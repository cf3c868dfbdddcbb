import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { findPolicy, policyArn } from '../policy.ts';

export const listPolicyTags = operation({
  name: 'ListPolicyTags',
  input: z.strictObject({ PolicyArn: policyArn, ...paging }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, ...paging }, { state }) {
    const { tags } = await findPolicy(state, PolicyArn);
    const { page, truncation } = pageOf(tags, ({ Key }) => Key, paging);
    return { Tags: { member: page }, ...truncation };
  },
});
