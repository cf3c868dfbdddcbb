import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy } from '../policy.ts';

export const listPolicyVersions = operation({
  name: 'ListPolicyVersions',
  input: z.object({ PolicyArn: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    const { createdAt } = await findPolicy(state, PolicyArn);
    const member = [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: createdAt }];
    return { Versions: { member }, IsTruncated: false };
  },
});
