import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { attachedTo, findPolicy, policyArn } from '../policy.ts';

export const listEntitiesForPolicy = operation({
  name: 'ListEntitiesForPolicy',
  input: z.strictObject({
    PolicyArn: policyArn,
    EntityFilter: z.enum(['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy']).nullish(),
    PathPrefix: z.string().default('/'),
    PolicyUsageFilter: z.enum(['PermissionsPolicy', 'PermissionsBoundary']).nullish(),
    ...paging,
  }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn, EntityFilter, PathPrefix, PolicyUsageFilter: usage, ...paging }, { state }) {
    await findPolicy(state, PolicyArn);
    const principals = usage === 'PermissionsBoundary' ? [] : await attachedTo(state, PolicyArn);
    const kindOf = (arn: string) => (arn.includes(':role/') ? 'Role' : 'User');
    const wanted = principals.filter(
      ({ arn, path }) => path.startsWith(PathPrefix) && (!EntityFilter || kindOf(arn) === EntityFilter),
    );
    const { page, truncation } = pageOf(wanted, ({ arn }) => arn, paging);
    const roles = page.filter(({ arn }) => kindOf(arn) === 'Role');
    const users = page.filter(({ arn }) => kindOf(arn) === 'User');
    return {
      PolicyRoles: { member: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })) },
      PolicyUsers: { member: users.map(({ name, id }) => ({ UserName: name, UserId: id })) },
      PolicyGroups: {},
      ...truncation,
    };
  },
});
