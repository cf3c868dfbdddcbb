import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunctionConcurrency = operation({
  name: 'GetFunctionConcurrency',
  input: z.strictObject({ FunctionName: functionName }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { reservedConcurrency } = await findFunction(context, FunctionName);
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
});
