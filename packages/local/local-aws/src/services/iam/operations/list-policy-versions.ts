import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy, versionDocument } from '../policy.ts';

export const listPolicyVersions = operation({
  name: 'ListPolicyVersions',
  input: z.object({ PolicyArn: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    const policy = await findPolicy(state, PolicyArn);
    const newestFirst = policy.versions.toReversed();
    const member = newestFirst.map((version) => versionDocument(policy, version, { withDocument: false }));
    return { Versions: { member }, IsTruncated: false };
  },
});
