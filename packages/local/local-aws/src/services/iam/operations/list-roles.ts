import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { roleDocument } from '../role.ts';

export const listRoles = operation({
  name: 'ListRoles',
  input: z.strictObject({ PathPrefix: z.string().default('/'), ...paging }),
  async run({ PathPrefix, ...paging }, { state }) {
    const roles = [];
    for await (const [, role] of state.roles.entries())
      if (role.path.startsWith(PathPrefix)) roles.push(role);
    const { page, truncation } = pageOf(roles, ({ name }) => name, paging);
    return { Roles: { member: page.map((role) => roleDocument(role, { withTags: false })) }, ...truncation };
  },
});
