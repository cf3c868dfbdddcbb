import { z } from 'zod';
import { checkDocument, operation } from '../iam-state.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const putPolicy = (kind: Kind) =>
  operation({
    name: `Put${kind}Policy`,
    input: named[kind].and(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.string() })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const document = checkDocument(input.PolicyDocument);
      await changePrincipal(state, kind, nameIn(input), (principal) => ({
        ...principal,
        inline: { ...principal.inline, [input.PolicyName]: document },
      }));
    },
  });

export const putRolePolicy = putPolicy('Role');
export const putUserPolicy = putPolicy('User');
