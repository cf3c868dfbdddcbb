import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { attachedTo, deleteConflict, findOwnPolicy, policyArn } from '../policy.ts';

export const deletePolicy = operation({
  name: 'DeletePolicy',
  input: z.strictObject({ PolicyArn: policyArn }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    const { versions } = await findOwnPolicy(state, PolicyArn);
    if ((await attachedTo(state, PolicyArn)).length > 0)
      throw deleteConflict('Cannot delete a policy attached to entities.');
    if (versions.length > 1)
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete its other versions.',
      );
    await state.policies.delete(PolicyArn);
  },
});
