import { z } from 'zod';
import { awsManagedPolicies } from '../aws-managed-policies.ts';
import { type ManagedPolicy, operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { policyDocument } from '../policy.ts';

export const listPolicies = operation({
  name: 'ListPolicies',
  input: z.strictObject({
    Scope: z.enum(['All', 'AWS', 'Local']).default('All'),
    OnlyAttached: z.stringbool().default(false),
    PathPrefix: z.string().default('/'),
    PolicyUsageFilter: z.enum(['PermissionsPolicy', 'PermissionsBoundary']).nullish(),
    ...paging,
  }),
  async run({ Scope, OnlyAttached, PathPrefix, PolicyUsageFilter: usage, ...paging }, { state }) {
    const policies: ManagedPolicy[] = Scope === 'Local' ? [] : [...awsManagedPolicies.values()];
    if (Scope !== 'AWS') for await (const [, policy] of state.policies.entries()) policies.push(policy);
    const documents = [];
    // Nothing here is a permissions boundary.
    const used = usage === 'PermissionsBoundary' ? [] : policies;
    for (const policy of used.filter(({ path }) => path.startsWith(PathPrefix))) {
      const { Tags, Description, ...document } = await policyDocument(state, policy);
      if (!OnlyAttached || document.AttachmentCount > 0) documents.push(document);
    }
    const { page, truncation } = pageOf(documents, ({ Arn }) => Arn, paging);
    return { Policies: { member: page }, ...truncation };
  },
});
