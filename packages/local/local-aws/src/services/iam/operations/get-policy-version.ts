import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy, findVersion, policyArn, versionDocument } from '../policy.ts';

export const getPolicyVersion = operation({
  name: 'GetPolicyVersion',
  input: z.strictObject({ PolicyArn: policyArn, VersionId: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, VersionId }, { state }) {
    const policy = await findPolicy(state, PolicyArn);
    const version = findVersion(policy, VersionId);
    return { PolicyVersion: versionDocument(policy, version, { withDocument: true }) };
  },
});
