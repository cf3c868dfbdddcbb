import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { rootUser, userNameOf } from '../own-user.ts';
import { pageOf, paging } from '../page.ts';
import { findPrincipal, userResource } from '../principals.ts';

export const listAccessKeys = operation({
  name: 'ListAccessKeys',
  input: z.strictObject({ UserName: z.string().optional(), ...paging }),
  resource: userResource,
  async run({ UserName, ...paging }, { state, request }) {
    const name = userNameOf(UserName, request.caller);
    if (name !== rootUser) await findPrincipal(state, 'User', name);
    const keys = [];
    for await (const [, key] of state.accessKeys.entries()) if (key.userName === name) keys.push(key);
    const { page, truncation } = pageOf(keys, ({ accessKeyId }) => accessKeyId, paging);
    const member = page.map(({ accessKeyId, createdAt }) => ({
      ...(name === rootUser ? {} : { UserName: name }),
      AccessKeyId: accessKeyId,
      Status: 'Active',
      CreateDate: createdAt,
    }));
    return { AccessKeyMetadata: { member }, ...truncation };
  },
});
