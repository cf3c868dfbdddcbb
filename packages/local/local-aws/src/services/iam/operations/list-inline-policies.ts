import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listInlinePolicies = (kind: Kind) =>
  operation({
    name: `List${kind}Policies`,
    input: named[kind].and(z.strictObject(paging)),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { inline } = await findPrincipal(state, kind, nameIn(input));
      const { page, truncation } = pageOf(Object.keys(inline), (name) => name, input);
      return { PolicyNames: { member: page }, ...truncation };
    },
  });

export const listRolePolicies = listInlinePolicies('Role');
export const listUserPolicies = listInlinePolicies('User');
