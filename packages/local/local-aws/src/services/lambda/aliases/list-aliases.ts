import { z } from 'zod';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { aliasDocument } from './alias-document.ts';

export const listAliases = operation({
  name: 'ListAliases',
  input: z.object({ FunctionName: z.string(), FunctionVersion: z.string().optional() }),
  resource: functionResource,
  async run({ FunctionName, FunctionVersion }, context) {
    const record = await findFunction(context, FunctionName);
    return {
      Aliases: Object.entries(record.aliases)
        .filter(([, alias]) => FunctionVersion === undefined || alias.version === FunctionVersion)
        .map(([name, alias]) => aliasDocument(context.cloud, record.name, name, alias)),
    };
  },
});
