import { z } from 'zod';
import { functionName, functionResource, notFound, parseFunctionName } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { pageOf, paging } from '../../page.ts';
import { eventInvokeDocument } from '../event-invoke-config.ts';

export const listFunctionEventInvokeConfigs = operation({
  name: 'ListFunctionEventInvokeConfigs',
  input: z.strictObject({
    FunctionName: functionName,
    ...paging,
    MaxItems: z.coerce.number().int().min(1).max(50).default(50),
  }),
  resource: functionResource,
  async run({ FunctionName, ...page }, { cloud, state }) {
    const record = await state.functions.get(parseFunctionName(FunctionName).name);
    if (!record) throw notFound("The function doesn't exist.");
    const { shown, next } = pageOf(record.eventInvokeConfigs ?? [], ({ qualifier }) => qualifier, page);
    return {
      FunctionEventInvokeConfigs: shown.map((config) => eventInvokeDocument(cloud, record, config)),
      ...next,
    };
  },
});
