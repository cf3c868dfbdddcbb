import { z } from 'zod';
import { readCode } from '../code/read-code.ts';
import { configurationOf } from '../configuration.ts';
import { newRevision } from '../function-input.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { publish } from '../versions.ts';

export const updateFunctionCode = operation({
  name: 'UpdateFunctionCode',
  input: z.object({
    FunctionName: z.string(),
    ZipFile: z.base64('local-aws takes code as ZipFile'),
    Architectures: z
      .array(z.enum(['x86_64', 'arm64']))
      .length(1)
      .nullish(),
    Publish: z.boolean().optional(),
    DryRun: z.boolean().optional(),
  }),
  resource: functionResource,
  async run(input, context) {
    const { state, cloud } = context;
    const record = await findFunction(context, input.FunctionName);
    const code = await readCode(state.code, input.ZipFile);
    const changed = {
      ...record,
      architectures: input.Architectures ?? record.architectures,
      codeSha256: code.sha256,
      codeSize: code.bytes,
      ...newRevision(),
    };
    if (input.DryRun) return configurationOf(cloud, changed);
    state.pools.retire(record.name);
    if (!input.Publish) {
      await state.functions.put(record.name, changed);
      return configurationOf(cloud, changed);
    }
    const { record: updated, published } = publish(changed, undefined);
    await state.functions.put(record.name, updated);
    return configurationOf(cloud, published, published.version);
  },
});
