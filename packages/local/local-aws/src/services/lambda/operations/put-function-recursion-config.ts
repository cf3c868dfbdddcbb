import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const putFunctionRecursionConfig = operation({
  name: 'PutFunctionRecursionConfig',
  input: z.strictObject({ FunctionName: functionName, RecursiveLoop: z.enum(['Terminate', 'Allow']) }),
  resource: functionResource,
  async run({ FunctionName, RecursiveLoop }, context) {
    const { recursiveLoop: _, ...record } = await findFunction(context, FunctionName);
    const changed = RecursiveLoop === 'Allow' ? { ...record, recursiveLoop: RecursiveLoop } : record;
    await context.state.functions.put(record.name, changed);
    return { RecursiveLoop };
  },
});
