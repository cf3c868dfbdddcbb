import { z } from 'zod';
import { noSuchEntity, operation } from '../iam-state.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const deleteInlinePolicy = (kind: Kind) =>
  operation({
    name: `Delete${kind}Policy`,
    input: named[kind].and(z.strictObject({ PolicyName: z.string() })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      await changePrincipal(state, kind, nameIn(input), (principal) => {
        const { [input.PolicyName]: gone, ...inline } = principal.inline;
        if (gone === undefined) {
          throw noSuchEntity(
            `The ${kind.toLowerCase()} policy with name ${input.PolicyName} cannot be found.`,
          );
        }
        return { ...principal, inline };
      });
    },
  });

export const deleteRolePolicy = deleteInlinePolicy('Role');
export const deleteUserPolicy = deleteInlinePolicy('User');
