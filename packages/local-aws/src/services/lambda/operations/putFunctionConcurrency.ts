import { z } from 'zod';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const putFunctionConcurrency = operation({
  name: 'PutFunctionConcurrency',
  input: z.object({ FunctionName: z.string(), ReservedConcurrentExecutions: z.int().min(0) }),
  resource: functionResource,
  async run({ FunctionName, ReservedConcurrentExecutions }, context) {
    const record = await findFunction(context, FunctionName);
    await context.state.functions.put(record.name, {
      ...record,
      reservedConcurrency: ReservedConcurrentExecutions,
    });
    return { ReservedConcurrentExecutions };
  },
});
