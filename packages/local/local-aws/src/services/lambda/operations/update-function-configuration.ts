import { z } from 'zod';
import { checkDeadLetterTarget } from '../async/dead-letter-target.ts';
import { configurationOf } from '../configuration.ts';
import { checkRole } from '../execution-role.ts';
import { configurationSchema, withConfiguration } from '../function-input.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const updateFunctionConfiguration = operation({
  name: 'UpdateFunctionConfiguration',
  input: configurationSchema.extend({ FunctionName: z.string() }),
  resource: functionResource,
  async run(input, context) {
    const { state, cloud } = context;
    const record = withConfiguration(await findFunction(context, input.FunctionName), input);
    if (input.Role !== undefined) await checkRole(cloud, record.role, record.name);
    if (input.DeadLetterConfig) await checkDeadLetterTarget(cloud, record);
    await state.functions.put(record.name, record);
    state.pools.retire(record.name);
    return configurationOf(cloud, record);
  },
});
