import { z } from 'zod';
import { findFunction, functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument } from '../event-invoke-config.ts';

export const getFunctionEventInvokeConfig = operation({
  name: 'GetFunctionEventInvokeConfig',
  input: z.object({ FunctionName: z.string(), Qualifier: z.string().optional() }),
  resource: functionResource,
  async run({ FunctionName, Qualifier }, context) {
    return eventInvokeDocument(context.cloud, await findFunction(context, FunctionName), Qualifier);
  },
});
