import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { codeInput, readCode } from '../code/read-code.ts';
import { configurationOf, updatedConfiguration } from '../configuration.ts';
import { architectures, newRevision } from '../function-input.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { checkRevision } from '../revision.ts';
import { publish } from '../versions.ts';

export const updateFunctionCode = operation({
  name: 'UpdateFunctionCode',
  input: z.strictObject({
    FunctionName: functionName,
    Architectures: architectures,
    Publish: z.boolean().nullish(),
    DryRun: z.boolean().nullish(),
    RevisionId: z.string().nullish(),
    ImageUri: notServed,
    PublishTo: notServed,
    ...codeInput,
    S3ObjectStorageMode: notServed,
    SourceKMSKeyArn: notServed,
  }),
  resource: functionResource,
  async run(input, context) {
    const { state, cloud } = context;
    const record = await findFunction(context, input.FunctionName);
    checkRevision(input.RevisionId, record);
    const { codeFolder: _, ...unchanged } = record;
    const code = await readCode(context, input);
    const changed = {
      ...unchanged,
      architectures: input.Architectures ?? record.architectures,
      ...code,
      ...newRevision(),
    };
    if (input.DryRun) return configurationOf(cloud, changed);
    if (!input.Publish) {
      await state.functions.put(record.name, changed);
      state.pools.retire(record.name);
      return updatedConfiguration(configurationOf(cloud, changed));
    }
    const { record: updated, published } = publish(changed, undefined);
    await state.functions.put(record.name, updated);
    state.pools.retire(record.name);
    return updatedConfiguration(configurationOf(cloud, published, published.version));
  },
});
