import { z } from 'zod';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunctionRecursionConfig = operation({
  name: 'GetFunctionRecursionConfig',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    await findFunction(context, FunctionName);
    return { RecursiveLoop: 'Terminate' };
  },
});
