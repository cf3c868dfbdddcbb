import { z } from 'zod';
import { awsManagedPolicies } from '../aws-managed-policies.ts';
import { type ManagedPolicy, operation } from '../iam-state.ts';
import { policyDocument } from '../policy.ts';

export const listPolicies = operation({
  name: 'ListPolicies',
  input: z.object({
    Scope: z.enum(['All', 'AWS', 'Local']).default('All'),
    OnlyAttached: z.stringbool().default(false),
    PathPrefix: z.string().default('/'),
  }),
  async run({ Scope, OnlyAttached, PathPrefix }, { state }) {
    const policies: ManagedPolicy[] = Scope === 'Local' ? [] : [...awsManagedPolicies.values()];
    if (Scope !== 'AWS') for await (const [, policy] of state.policies.entries()) policies.push(policy);
    const member = [];
    for (const policy of policies.filter(({ path }) => path.startsWith(PathPrefix))) {
      const { Tags, Description, ...document } = await policyDocument(state, policy);
      if (!OnlyAttached || document.AttachmentCount > 0) member.push(document);
    }
    return { Policies: { member }, IsTruncated: false };
  },
});
