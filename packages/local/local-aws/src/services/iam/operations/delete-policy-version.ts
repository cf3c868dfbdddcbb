import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { deleteConflict, findOwnPolicy, findVersion, policyArn } from '../policy.ts';

export const deletePolicyVersion = operation({
  name: 'DeletePolicyVersion',
  input: z.strictObject({ PolicyArn: policyArn, VersionId: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, VersionId }, { state }) {
    const policy = await findOwnPolicy(state, PolicyArn);
    const version = findVersion(policy, VersionId);
    if (version.id === policy.defaultVersionId)
      throw deleteConflict('Cannot delete the default version of a policy.');
    const versions = policy.versions.filter(({ id }) => id !== VersionId);
    await state.policies.put(PolicyArn, { ...policy, versions });
  },
});
