import { z } from 'zod';
import { configurationOf } from '../configuration.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { pageOf, paging } from '../page.ts';

export const listVersionsByFunction = operation({
  name: 'ListVersionsByFunction',
  input: z.strictObject({ FunctionName: functionName, ...paging }),
  resource: functionResource,
  async run({ FunctionName, ...page }, context) {
    const record = await findFunction(context, FunctionName);
    const versions = [
      configurationOf(context.cloud, record, '$LATEST', true),
      ...record.versions.map((version) => configurationOf(context.cloud, version, version.version)),
    ];
    const position = ({ Version }: { Version: string }) =>
      Version.padStart(10, Version === '$LATEST' ? '$' : '0');
    const { shown, next } = pageOf(versions, position, page);
    return { Versions: shown, ...next };
  },
});
