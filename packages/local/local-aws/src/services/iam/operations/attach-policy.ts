import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findAttachable, policyArn } from '../policy.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const attachPolicy = (kind: Kind) =>
  operation({
    name: `Attach${kind}Policy`,
    input: named[kind].and(z.strictObject({ PolicyArn: policyArn })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { PolicyArn } = input;
      await findAttachable(state, PolicyArn);
      await changePrincipal(state, kind, nameIn(input), (principal) => ({
        ...principal,
        attached: [...new Set([...principal.attached, PolicyArn])],
      }));
    },
  });

export const attachRolePolicy = attachPolicy('Role');
export const attachUserPolicy = attachPolicy('User');
