import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { rootUser, userNameOf } from '../own-user.ts';
import { findPrincipal, userResource } from '../principals.ts';
import { userDocument } from '../user.ts';

export const getUser = operation({
  name: 'GetUser',
  input: z.strictObject({ UserName: z.string().optional() }),
  resource: userResource,
  async run({ UserName }, { state, request: { caller } }) {
    const name = userNameOf(UserName, caller);
    if (name === rootUser)
      return { User: { UserId: caller.accountId, Arn: caller.arn, CreateDate: '2020-01-01T00:00:00Z' } };
    return { User: userDocument(await findPrincipal(state, 'User', name)) };
  },
});
