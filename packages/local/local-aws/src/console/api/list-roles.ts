import { z } from 'zod';
import { members } from '../listed.ts';
import { route } from '../route.ts';

const document = z.object({ Roles: members(z.object({ RoleName: z.string(), Arn: z.string() })) });

/** All roles, with their policies and what those said last: which action on what was allowed or refused. */
export const listRoles = route({
  method: 'GET',
  path: '/roles',
  input: z.strictObject({}),
  async run(_, { aws, cloud }) {
    const { Roles } = document.parse(await aws.query('iam', 'ListRoles'));
    const roles = Roles.member.map(async ({ RoleName, Arn }) => ({
      name: RoleName,
      arn: Arn,
      policies: (await cloud.ports.identities.policiesOf(Arn)).map((text): unknown => JSON.parse(text)),
      decisions: cloud.decisions.of(Arn).reverse(),
    }));
    return { enforced: cloud.access.isEnforced, roles: await Promise.all(roles) };
  },
});
