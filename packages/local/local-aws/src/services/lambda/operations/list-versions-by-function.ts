import { z } from 'zod';
import { configurationOf } from '../configuration.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const listVersionsByFunction = operation({
  name: 'ListVersionsByFunction',
  input: z.object({ FunctionName: z.string() }),
  resource: functionResource,
  async run({ FunctionName }, context) {
    const record = await findFunction(context, FunctionName);
    const numbered = record.versions.map((version) =>
      configurationOf(context.cloud, version, version.version),
    );
    return { Versions: [configurationOf(context.cloud, record, '$LATEST', true), ...numbered] };
  },
});
