import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { findPolicy, policyArn, versionDocument } from '../policy.ts';

export const listPolicyVersions = operation({
  name: 'ListPolicyVersions',
  input: z.strictObject({ PolicyArn: policyArn, ...paging }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, ...paging }, { state }) {
    const policy = await findPolicy(state, PolicyArn);
    const newestFirst = ({ id }: { id: string }) => String(1e6 - Number(id.slice(1))).padStart(7, '0');
    const { page, truncation } = pageOf(policy.versions, newestFirst, paging);
    const member = page.map((version) => versionDocument(policy, version, { withDocument: false }));
    return { Versions: { member }, ...truncation };
  },
});
