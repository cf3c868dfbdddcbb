import { z } from 'zod';
import { findFunction, functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument } from '../event-invoke-config.ts';

export const listFunctionEventInvokeConfigs = operation({
  name: 'ListFunctionEventInvokeConfigs',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const record = await findFunction(context, FunctionName);
    const configs = record.eventInvokeConfig ? [eventInvokeDocument(context.cloud, record)] : [];
    return { FunctionEventInvokeConfigs: configs };
  },
});
