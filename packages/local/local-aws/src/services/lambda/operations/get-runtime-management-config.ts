import { z } from 'zod';
import { resolveVersion } from '../configuration.ts';
import {
  findFunction,
  functionArn,
  functionName,
  functionResource,
  qualifier,
  qualifierOf,
} from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getRuntimeManagementConfig = operation({
  name: 'GetRuntimeManagementConfig',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const record = await findFunction(context, input.FunctionName);
    const { version } = resolveVersion(context.cloud, record, qualifierOf(input));
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(context.cloud, record.name, version) };
  },
});
