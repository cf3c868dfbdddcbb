import { z } from 'zod';
import { operation } from '../iam-state.ts';
import { findPolicy } from '../policy.ts';

export const deletePolicy = operation({
  name: 'DeletePolicy',
  input: z.object({ PolicyArn: z.string() }),
  resource: ({ PolicyArn }) => PolicyArn,
  async run({ PolicyArn }, { state }) {
    await findPolicy(state, PolicyArn);
    await state.policies.delete(PolicyArn);
  },
});
