import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { pageOf, paging } from '../page.ts';
import { findPrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const listTags = (kind: Kind) =>
  operation({
    name: `List${kind}Tags`,
    input: named[kind].and(z.strictObject(paging)),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { tags } = await findPrincipal(state, kind, nameIn(input));
      const { page, truncation } = pageOf(tags, ({ Key }) => Key, input);
      return { Tags: { member: page }, ...truncation };
    },
  });

export const listRoleTags = listTags('Role');
export const listUserTags = listTags('User');
