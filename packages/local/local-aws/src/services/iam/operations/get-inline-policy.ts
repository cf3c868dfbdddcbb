import { z } from 'zod';
import { encodeDocument, noSuchEntity, operation } from '../iam-state.ts';
import { findPrincipal, type Kind, named, nameIn, nameMember, principalResource } from '../principals.ts';

const getInlinePolicy = (kind: Kind) =>
  operation({
    name: `Get${kind}Policy`,
    input: named[kind].and(z.strictObject({ PolicyName: z.string() })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { name, inline } = await findPrincipal(state, kind, nameIn(input));
      const document = inline[input.PolicyName];
      if (document === undefined) {
        throw noSuchEntity(`The ${kind.toLowerCase()} policy with name ${input.PolicyName} cannot be found.`);
      }
      return {
        [nameMember[kind]]: name,
        PolicyName: input.PolicyName,
        PolicyDocument: encodeDocument(document),
      };
    },
  });

export const getRolePolicy = getInlinePolicy('Role');
export const getUserPolicy = getInlinePolicy('User');
