import { z } from 'zod';
import { withoutEventInvoke } from '../async/qualified-config.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { deleteUrls } from '../function-urls/url-lookup.ts';
import { operation } from '../lambda-state.ts';

export const deleteAlias = operation({
  name: 'DeleteAlias',
  input: z.strictObject({ FunctionName: functionName, Name: z.string() }),
  resource: functionResource,
  async run({ FunctionName, Name }, context) {
    const record = await findFunction(context, FunctionName);
    const { [Name]: _, ...aliases } = record.aliases;
    await context.state.functions.put(record.name, withoutEventInvoke({ ...record, aliases }, Name));
    await deleteUrls(context.state.functionUrls, record.name, Name);
  },
});
