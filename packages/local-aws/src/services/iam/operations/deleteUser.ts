import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPrincipal, principalResource } from '../principals.ts';

export const deleteUser = operation({
  name: 'DeleteUser',
  input: z.object({ UserName: z.string() }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName }, { state }) {
    await findPrincipal(state, 'User', UserName);
    await state.users.delete(UserName);
  },
});
