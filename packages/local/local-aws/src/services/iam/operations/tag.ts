import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { operation } from '../iam-state.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const tag = (kind: Kind) =>
  operation({
    name: `Tag${kind}`,
    input: named[kind].and(
      z.strictObject({ Tags: listOf(z.strictObject({ Key: z.string(), Value: z.string() })) }),
    ),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const added = new Set(input.Tags.map(({ Key }) => Key));
      await changePrincipal(state, kind, nameIn(input), (principal) => ({
        ...principal,
        tags: [...principal.tags.filter(({ Key }) => !added.has(Key)), ...input.Tags],
      }));
    },
  });

export const tagRole = tag('Role');
export const tagUser = tag('User');
