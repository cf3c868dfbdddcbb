import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { findPolicy } from '../policy.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listAttachedPolicies = (kind: Kind) =>
  operation({
    name: `ListAttached${kind}Policies`,
    input: named[kind].and(z.strictObject({ PathPrefix: z.string().default('/'), ...paging })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { attached } = await findPrincipal(state, kind, nameIn(input));
      const policies = await Promise.all(attached.map((arn) => findPolicy(state, arn)));
      const below = policies.filter(({ path }) => path.startsWith(input.PathPrefix));
      const { page, truncation } = pageOf(below, ({ arn }) => arn, input);
      const member = page.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
      return { AttachedPolicies: { member }, ...truncation };
    },
  });

export const listAttachedRolePolicies = listAttachedPolicies('Role');
export const listAttachedUserPolicies = listAttachedPolicies('User');
