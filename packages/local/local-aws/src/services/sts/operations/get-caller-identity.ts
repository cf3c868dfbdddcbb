import { z } from 'zod';
import { operation } from '../sts-state.ts';

export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  input: z.strictObject({}),
  /** Everybody may ask who they are; no policy can forbid it. */
  action: 'sts:GetCallerIdentity',
  run: (_, { request: { caller } }) => ({
    UserId: caller.userId,
    Account: caller.accountId,
    Arn: caller.arn,
  }),
});
