import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findOwnPolicy, findVersion, policyArn } from '../policy.ts';

export const setDefaultPolicyVersion = operation({
  name: 'SetDefaultPolicyVersion',
  input: z.strictObject({ PolicyArn: policyArn, VersionId: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, VersionId }, { state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    const { id } = findVersion(policy, VersionId);
    await state.policies.put(PolicyArn, { ...policy, defaultVersionId: id });
  },
});
