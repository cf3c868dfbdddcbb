import { z } from 'zod';
import { findFunction, functionArn, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getRuntimeManagementConfig = operation({
  name: 'GetRuntimeManagementConfig',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const { name } = await findFunction(context, FunctionName);
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(context.cloud, name) };
  },
});
