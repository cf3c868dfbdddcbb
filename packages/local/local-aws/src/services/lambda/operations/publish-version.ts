import { z } from 'zod';
import { configurationOf } from '../configuration.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { publish } from '../versions.ts';

export const publishVersion = operation({
  name: 'PublishVersion',
  input: z.object({ FunctionName: z.string(), Description: z.string().nullish() }),
  resource: functionResource,
  async run({ FunctionName, Description }, context) {
    const found = await findFunction(context, FunctionName);
    const { record, published } = publish(found, Description ?? undefined);
    await context.state.functions.put(record.name, record);
    return configurationOf(context.cloud, published, published.version);
  },
});
