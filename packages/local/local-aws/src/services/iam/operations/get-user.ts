import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPrincipal, principalResource } from '../principals.ts';
import { userDocument } from '../user.ts';

export const getUser = operation({
  name: 'GetUser',
  input: z.object({ UserName: z.string() }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName }, { state }) {
    return { User: userDocument(await findPrincipal(state, 'User', UserName)) };
  },
});
