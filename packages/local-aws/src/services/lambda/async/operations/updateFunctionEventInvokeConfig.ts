import { findFunction, functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument, eventInvokeSchema, withEventInvoke } from '../event-invoke-config.ts';

export const updateFunctionEventInvokeConfig = operation({
  name: 'UpdateFunctionEventInvokeConfig',
  input: eventInvokeSchema,
  resource: functionResource,
  async run(input, context) {
    const record = await findFunction(context, input.FunctionName);
    const eventInvokeConfig = await withEventInvoke(context.cloud, record.eventInvokeConfig ?? {}, input);
    const changed = { ...record, eventInvokeConfig };
    await context.state.functions.put(record.name, changed);
    return eventInvokeDocument(context.cloud, changed, input.Qualifier);
  },
});
