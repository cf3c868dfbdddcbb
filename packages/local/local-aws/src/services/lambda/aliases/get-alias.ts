import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { aliasDocument, findAlias } from './alias-document.ts';

export const getAlias = operation({
  name: 'GetAlias',
  input: z.strictObject({ FunctionName: functionName, Name: z.string() }),
  resource: functionResource,
  async run({ FunctionName, Name }, context) {
    const record = await findFunction(context, FunctionName);
    return aliasDocument(context.cloud, record.name, Name, findAlias(context.cloud, record, Name));
  },
});
