import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { deleteConflict } from '../policy.ts';
import { findPrincipal, principalResource } from '../principals.ts';

export const deleteUser = operation({
  name: 'DeleteUser',
  input: z.strictObject({ UserName: z.string() }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName }, { state }) {
    const { inline, attached } = await findPrincipal(state, 'User', UserName);
    if (Object.keys(inline).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (attached.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    for await (const [, { userName }] of state.accessKeys.entries()) {
      if (userName === UserName) throw deleteConflict('Cannot delete entity, must delete access keys first.');
    }
    await state.users.delete(UserName);
  },
});
