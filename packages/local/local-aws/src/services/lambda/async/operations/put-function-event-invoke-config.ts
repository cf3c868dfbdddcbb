import { functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeSchema, findConfigurable, writeEventInvoke } from '../event-invoke-config.ts';

export const putFunctionEventInvokeConfig = operation({
  name: 'PutFunctionEventInvokeConfig',
  input: eventInvokeSchema,
  resource: functionResource,
  async run(input, context) {
    return writeEventInvoke(context, await findConfigurable(context, input), input);
  },
});
