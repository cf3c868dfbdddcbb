import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { paging } from '../page.ts';
import { findPrincipal, principalResource } from '../principals.ts';

/** There are no groups, but Terraform asks before it deletes a user. */
export const listGroupsForUser = operation({
  name: 'ListGroupsForUser',
  input: z.strictObject({ UserName: z.string(), ...paging }),
  resource: (input, context) => principalResource('User', input, context),
  async run({ UserName }, { state }) {
    await findPrincipal(state, 'User', UserName);
    return { Groups: {}, IsTruncated: false };
  },
});
