import { z } from 'zod';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const deleteFunctionConcurrency = operation({
  name: 'DeleteFunctionConcurrency',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { reservedConcurrency: _, ...record } = await findFunction(context, FunctionName);
    await context.state.functions.put(record.name, record);
    context.state.pools.roomChanged();
  },
});
