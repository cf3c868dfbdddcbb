import { z } from 'zod';
import { functionName, functionResource, qualifier } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { findEventInvoke } from '../event-invoke-config.ts';
import { withoutEventInvoke } from '../qualified-config.ts';

export const deleteFunctionEventInvokeConfig = operation({
  name: 'DeleteFunctionEventInvokeConfig',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const { record, config } = await findEventInvoke(context, input);
    await context.state.functions.put(record.name, withoutEventInvoke(record, config.qualifier));
  },
});
