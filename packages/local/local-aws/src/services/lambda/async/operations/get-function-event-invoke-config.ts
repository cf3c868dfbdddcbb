import { z } from 'zod';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument, findEventInvoke } from '../event-invoke-config.ts';

export const getFunctionEventInvokeConfig = operation({
  name: 'GetFunctionEventInvokeConfig',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const { record, config } = await findEventInvoke(context, input);
    return eventInvokeDocument(context.cloud, record, config);
  },
});
