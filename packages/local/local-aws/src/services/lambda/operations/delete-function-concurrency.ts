import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const deleteFunctionConcurrency = operation({
  name: 'DeleteFunctionConcurrency',
  input: z.strictObject({ FunctionName: functionName }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { reservedConcurrency: _, ...record } = await findFunction(context, FunctionName);
    await context.state.functions.put(record.name, record);
    context.state.pools.roomChanged();
  },
});
