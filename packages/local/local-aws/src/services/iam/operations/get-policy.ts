import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy, policyArn, policyDocument } from '../policy.ts';

export const getPolicy = operation({
  name: 'GetPolicy',
  input: z.strictObject({ PolicyArn: policyArn }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    return { Policy: await policyDocument(state, await findPolicy(state, PolicyArn)) };
  },
});
