import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { roleDocument } from '../role.ts';

export const listRoles = operation({
  name: 'ListRoles',
  input: z.object({ PathPrefix: z.string().default('/') }),
  async run({ PathPrefix }, { state }) {
    const member = [];
    for await (const [, role] of state.roles.entries()) {
      if (role.path.startsWith(PathPrefix)) member.push(roleDocument(role, { withTags: false }));
    }
    return { Roles: { member }, IsTruncated: false };
  },
});
