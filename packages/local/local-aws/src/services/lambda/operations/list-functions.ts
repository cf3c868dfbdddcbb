import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { configurationOf } from '../configuration.ts';
import { operation } from '../lambda-state.ts';
import { pageOf, paging } from '../page.ts';

export const listFunctions = operation({
  name: 'ListFunctions',
  input: z.strictObject({ ...paging, FunctionVersion: z.enum(['ALL']).optional(), MasterRegion: notServed }),
  async run({ FunctionVersion, ...page }, { cloud, state }) {
    const functions = [];
    for await (const [, record] of state.functions.entries()) {
      functions.push(configurationOf(cloud, record, '$LATEST', FunctionVersion === 'ALL'));
      if (FunctionVersion === 'ALL')
        functions.push(...record.versions.map((version) => configurationOf(cloud, version, version.version)));
    }
    const { shown, next } = pageOf(functions, ({ FunctionArn }) => FunctionArn, page);
    return { Functions: shown, ...next };
  },
});
