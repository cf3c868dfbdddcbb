import { operation } from '../iam-state.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listInlinePolicies = (kind: Kind) =>
  operation({
    name: `List${kind}Policies`,
    input: named[kind],
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { inline } = await findPrincipal(state, kind, nameIn(input));
      return { PolicyNames: { member: Object.keys(inline) }, IsTruncated: false };
    },
  });

export const listRolePolicies = listInlinePolicies('Role');
export const listUserPolicies = listInlinePolicies('User');
