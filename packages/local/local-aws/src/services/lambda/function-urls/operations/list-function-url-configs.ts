import { z } from 'zod';
import { functionName, functionResource, parseFunctionName } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { pageOf, paging } from '../../page.ts';
import { functionUrlConfig } from '../function-url.ts';
import { findUrlOwner, urlsOf } from '../url-lookup.ts';

export const listFunctionUrlConfigs = operation({
  name: 'ListFunctionUrlConfigs',
  input: z.strictObject({
    FunctionName: functionName,
    ...paging,
    MaxItems: z.coerce.number().int().min(1).max(50).default(50),
  }),
  resource: functionResource,
  async run({ FunctionName, ...page }, { cloud, state }) {
    const { name } = parseFunctionName(FunctionName);
    await findUrlOwner(state, { functionName: name });
    const configs = (await urlsOf(state.functionUrls, name)).map((url) => functionUrlConfig(cloud, url));
    const { shown, next } = pageOf(configs, ({ FunctionArn }) => FunctionArn, page);
    return { FunctionUrlConfigs: shown, ...next };
  },
});
