import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { userDocument } from '../user.ts';

export const listUsers = operation({
  name: 'ListUsers',
  input: z.object({ PathPrefix: z.string().default('/') }),
  async run({ PathPrefix }, { state }) {
    const member = [];
    for await (const [, user] of state.users.entries()) {
      if (user.path.startsWith(PathPrefix)) member.push(userDocument(user));
    }
    return { Users: { member }, IsTruncated: false };
  },
});
