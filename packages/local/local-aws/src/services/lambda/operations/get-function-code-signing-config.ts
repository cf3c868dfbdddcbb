import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

/** No function has one, but Terraform asks. */
export const getFunctionCodeSigningConfig = operation({
  name: 'GetFunctionCodeSigningConfig',
  input: z.strictObject({ FunctionName: functionName }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { name } = await findFunction(context, FunctionName);
    return { FunctionName: name };
  },
});
