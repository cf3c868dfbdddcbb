import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPrincipal, principalResource } from '../principals.ts';

export const listAccessKeys = operation({
  name: 'ListAccessKeys',
  input: z.object({ UserName: z.string() }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName }, { state }) {
    await findPrincipal(state, 'User', UserName);
    const member = [];
    for await (const [, { accessKeyId, userName, createdAt }] of state.accessKeys.entries()) {
      if (userName === UserName)
        member.push({ UserName, AccessKeyId: accessKeyId, Status: 'Active', CreateDate: createdAt });
    }
    return { AccessKeyMetadata: { member }, IsTruncated: false };
  },
});
