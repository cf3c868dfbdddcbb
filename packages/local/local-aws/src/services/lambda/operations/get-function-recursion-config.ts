import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunctionRecursionConfig = operation({
  name: 'GetFunctionRecursionConfig',
  input: z.strictObject({ FunctionName: functionName }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { recursiveLoop = 'Terminate' } = await findFunction(context, FunctionName);
    return { RecursiveLoop: recursiveLoop };
  },
});
