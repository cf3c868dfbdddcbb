import { z } from 'zod';
import { functionResource, notFound, parseFunctionName } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { eventInvokeDocument } from '../event-invoke-config.ts';

export const listFunctionEventInvokeConfigs = operation({
  name: 'ListFunctionEventInvokeConfigs',
  input: z.object({
    FunctionName: z.string(),
    Marker: z.string().default(''),
    MaxItems: z.coerce.number().int().min(1).max(50).default(50),
  }),
  resource: functionResource,
  async run({ FunctionName, Marker, MaxItems }, { cloud, state }) {
    const record = await state.functions.get(parseFunctionName(FunctionName).name);
    if (!record) throw notFound("The function doesn't exist.");
    const page = (record.eventInvokeConfigs ?? [])
      .filter(({ qualifier }) => qualifier > Marker)
      .sort((a, b) => (a.qualifier < b.qualifier ? -1 : 1));
    const shown = page.slice(0, MaxItems);
    return {
      FunctionEventInvokeConfigs: shown.map((config) => eventInvokeDocument(cloud, record, config)),
      ...(page.length > MaxItems ? { NextMarker: shown.at(-1)?.qualifier } : {}),
    };
  },
});
