import { z } from 'zod';
import { findFunction, functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument } from '../event-invoke-config.ts';

export const deleteFunctionEventInvokeConfig = operation({
  name: 'DeleteFunctionEventInvokeConfig',
  input: z.object({ FunctionName: z.string(), Qualifier: z.string().optional() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const record = await findFunction(context, FunctionName);
    eventInvokeDocument(context.cloud, record); // throws where there is none
    const { eventInvokeConfig: _, ...rest } = record;
    await context.state.functions.put(record.name, rest);
  },
});
