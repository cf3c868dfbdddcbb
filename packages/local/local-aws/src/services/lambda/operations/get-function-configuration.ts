import { z } from 'zod';
import { configurationOf, resolveVersion } from '../configuration.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunctionConfiguration = operation({
  name: 'GetFunctionConfiguration',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const record = await findFunction(context, input.FunctionName);
    const qualifier = qualifierOf(input);
    const { record: found, version } = resolveVersion(context.cloud, record, qualifier);
    return configurationOf(context.cloud, found, version);
  },
});
