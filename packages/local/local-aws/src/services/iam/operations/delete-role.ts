import { z } from 'zod';
import { findRole } from '../find-role.ts';
import { operation } from '../iam-state.ts';
import { deleteConflict } from '../policy.ts';
import { principalResource } from '../principals.ts';

export const deleteRole = operation({
  name: 'DeleteRole',
  input: z.strictObject({ RoleName: z.string() }),
  resource: (input, context) => principalResource('Role', input, context),
  async run({ RoleName }, { state }) {
    const { inline, attached } = await findRole(state, RoleName);
    if (Object.keys(inline).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    await state.roles.delete(RoleName);
  },
});
