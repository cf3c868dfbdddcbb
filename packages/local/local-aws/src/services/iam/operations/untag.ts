import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { operation } from '../iam-state.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const untag = (kind: Kind) =>
  operation({
    name: `Untag${kind}`,
    input: named[kind].and(z.strictObject({ TagKeys: listOf(z.string()) })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      await changePrincipal(state, kind, nameIn(input), (principal) => ({
        ...principal,
        tags: principal.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
      }));
    },
  });

export const untagRole = untag('Role');
export const untagUser = untag('User');
