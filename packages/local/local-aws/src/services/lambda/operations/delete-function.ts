import { z } from 'zod';
import { withoutEventInvoke } from '../async/qualified-config.ts';
import { findFunction, functionResource, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const deleteFunction = operation({
  name: 'DeleteFunction',
  input: z.object({ FunctionName: z.string(), Qualifier: z.string().optional() }),
  resource: functionResource,
  async run(input, context) {
    const { functions, pools } = context.state;
    const record = await findFunction(context, input.FunctionName);
    const qualifier = qualifierOf(input);
    if (qualifier === undefined) {
      await functions.delete(record.name);
      pools.retire(record.name);
      return;
    }
    const versions = record.versions.filter(({ version }) => version !== qualifier);
    await functions.put(record.name, withoutEventInvoke({ ...record, versions }, qualifier));
  },
});
