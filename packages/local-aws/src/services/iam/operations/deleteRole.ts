import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { principalResource } from '../principals.ts';

export const deleteRole = operation({
  name: 'DeleteRole',
  input: z.object({ RoleName: z.string() }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName }, { state }) {
    const { inline, attached } = await findRole(state, RoleName);
    if (Object.keys(inline).length > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409);
    if (attached.length > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409);
    await state.roles.delete(RoleName);
  },
});
