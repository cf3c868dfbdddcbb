import { z } from 'zod';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { pageOf, paging } from '../page.ts';
import { aliasDocument } from './alias-document.ts';

export const listAliases = operation({
  name: 'ListAliases',
  input: z.strictObject({ FunctionName: functionName, FunctionVersion: z.string().optional(), ...paging }),
  resource: functionResource,
  async run({ FunctionName, FunctionVersion, ...page }, context) {
    const record = await findFunction(context, FunctionName);
    const aliases = Object.entries(record.aliases).filter(
      ([, alias]) =>
        FunctionVersion === undefined ||
        alias.version === FunctionVersion ||
        alias.routing?.version === FunctionVersion,
    );
    const { shown, next } = pageOf(aliases, ([name]) => name, page);
    return {
      Aliases: shown.map(([name, alias]) => aliasDocument(context.cloud, record.name, name, alias)),
      ...next,
    };
  },
});
