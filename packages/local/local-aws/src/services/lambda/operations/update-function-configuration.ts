import { z } from 'zod';
import { checkDeadLetterTarget } from '../async/dead-letter-target.ts';
import { configurationOf, updatedConfiguration } from '../configuration.ts';
import { checkRole } from '../execution-role.ts';
import { configurationSchema, withConfiguration } from '../function-input.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { checkRevision } from '../revision.ts';

export const updateFunctionConfiguration = operation({
  name: 'UpdateFunctionConfiguration',
  input: configurationSchema.extend({ FunctionName: functionName, RevisionId: z.string().nullish() }),
  resource: functionResource,
  async run(input, context) {
    const { state, cloud } = context;
    const before = await findFunction(context, input.FunctionName);
    checkRevision(input.RevisionId, before);
    const record = withConfiguration(before, input);
    if (input.Role !== undefined) await checkRole(cloud, record.role, record.name);
    if (input.DeadLetterConfig) await checkDeadLetterTarget(cloud, record);
    await state.functions.put(record.name, record);
    state.pools.retire(record.name);
    return updatedConfiguration(configurationOf(cloud, record));
  },
});
