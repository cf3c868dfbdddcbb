import { functionResource } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import {
  eventInvokeSchema,
  findConfigurable,
  findEventInvoke,
  writeEventInvoke,
} from '../event-invoke-config.ts';

export const updateFunctionEventInvokeConfig = operation({
  name: 'UpdateFunctionEventInvokeConfig',
  input: eventInvokeSchema,
  resource: functionResource,
  async run(input, context) {
    const target = await findConfigurable(context, input);
    const { config } = await findEventInvoke(context, input);
    return writeEventInvoke(context, target, input, config);
  },
});
