import { z } from 'zod';
import { operation } from '../lambda-state.ts';

export const getAccountSettings = operation({
  name: 'GetAccountSettings',
  input: z.object({}),
  async run(_, { cloud, state }) {
    const concurrency = cloud.options.lambda.concurrency ?? 1000;
    let functions = 0;
    let bytes = 0;
    for await (const [, { codeSize }] of state.functions.entries()) {
      functions += 1;
      bytes += codeSize;
    }
    return {
      AccountLimit: {
        TotalCodeSize: 75 * 1024 ** 3,
        CodeSizeUnzipped: 250 * 1024 ** 2,
        CodeSizeZipped: 50 * 1024 ** 2,
        ConcurrentExecutions: concurrency,
        UnreservedConcurrentExecutions: concurrency,
      },
      AccountUsage: { TotalCodeSize: bytes, FunctionCount: functions },
    };
  },
});
