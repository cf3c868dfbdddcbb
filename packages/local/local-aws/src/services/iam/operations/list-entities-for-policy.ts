import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { attachedTo, findPolicy } from '../policy.ts';

export const listEntitiesForPolicy = operation({
  name: 'ListEntitiesForPolicy',
  input: z.object({ PolicyArn: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    await findPolicy(state, PolicyArn);
    const principals = await attachedTo(state, PolicyArn);
    const roles = principals.filter(({ arn }) => arn.includes(':role/'));
    const users = principals.filter(({ arn }) => arn.includes(':user/'));
    return {
      PolicyRoles: { member: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })) },
      PolicyUsers: { member: users.map(({ name, id }) => ({ UserName: name, UserId: id })) },
      PolicyGroups: {},
      IsTruncated: false,
    };
  },
});
