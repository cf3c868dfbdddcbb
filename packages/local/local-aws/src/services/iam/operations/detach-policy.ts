import { z } from 'zod';
import { noSuchEntity, operation } from '../iam-state.ts';
import { policyArn } from '../policy.ts';
import { changePrincipal, type Kind, named, nameIn, principalResource } from '../principals.ts';

const detachPolicy = (kind: Kind) =>
  operation({
    name: `Detach${kind}Policy`,
    input: named[kind].and(z.strictObject({ PolicyArn: policyArn })),
    resource: (input, context) => principalResource(kind, input, context),
    async run(input, { state }) {
      const { PolicyArn } = input;
      await changePrincipal(state, kind, nameIn(input), (principal) => {
        if (!principal.attached.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
        return { ...principal, attached: principal.attached.filter((arn) => arn !== PolicyArn) };
      });
    },
  });

export const detachRolePolicy = detachPolicy('Role');
export const detachUserPolicy = detachPolicy('User');
