import { z } from 'zod';
import { accountConcurrency } from '../execution/concurrency.ts';
import { operation } from '../lambda-state.ts';

export const getAccountSettings = operation({
  name: 'GetAccountSettings',
  input: z.strictObject({}),
  async run(_, { cloud, state }) {
    const concurrency = accountConcurrency(cloud.options.lambda);
    let reserved = 0;
    let functions = 0;
    let bytes = 0;
    for await (const [, { codeSize, reservedConcurrency = 0 }] of state.functions.entries()) {
      functions += 1;
      bytes += codeSize;
      reserved += reservedConcurrency;
    }
    return {
      AccountLimit: {
        TotalCodeSize: 75 * 1024 ** 3,
        CodeSizeUnzipped: 250 * 1024 ** 2,
        CodeSizeZipped: 50 * 1024 ** 2,
        ConcurrentExecutions: concurrency,
        UnreservedConcurrentExecutions: concurrency - reserved,
      },
      AccountUsage: { TotalCodeSize: bytes, FunctionCount: functions },
    };
  },
});
