import { operation } from '../iam-state.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listTags = (kind: Kind) =>
  operation({
    name: `List${kind}Tags`,
    input: named[kind],
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { tags } = await findPrincipal(state, kind, nameIn(input));
      return { Tags: { member: tags }, IsTruncated: false };
    },
  });

export const listRoleTags = listTags('Role');
export const listUserTags = listTags('User');
