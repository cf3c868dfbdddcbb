import { z } from 'zod';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunctionConcurrency = operation({
  name: 'GetFunctionConcurrency',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { reservedConcurrency } = await findFunction(context, FunctionName);
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});
