import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { userDocument } from '../user.ts';

export const listUsers = operation({
  name: 'ListUsers',
  input: z.strictObject({ PathPrefix: z.string().default('/'), ...paging }),
  async run({ PathPrefix, ...paging }, { state }) {
    const users = [];
    for await (const [, user] of state.users.entries())
      if (user.path.startsWith(PathPrefix)) users.push(user);
    const { page, truncation } = pageOf(users, ({ name }) => name, paging);
    return { Users: { member: page.map(userDocument) }, ...truncation };
  },
});
