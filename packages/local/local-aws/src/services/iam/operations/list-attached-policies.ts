import { operation } from '../iam-state.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listAttachedPolicies = (kind: Kind) =>
  operation({
    name: `ListAttached${kind}Policies`,
    input: named[kind],
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { attached } = await findPrincipal(state, kind, nameIn(input));
      const member = attached.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn }));
      return { AttachedPolicies: { member }, IsTruncated: false };
    },
  });

export const listAttachedRolePolicies = listAttachedPolicies('Role');
export const listAttachedUserPolicies = listAttachedPolicies('User');
