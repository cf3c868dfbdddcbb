import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { resolveVersion } from '../configuration.ts';
import { findFunction, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { aliasDocument, findAlias } from './alias-document.ts';

export const updateAlias = operation({
  name: 'UpdateAlias',
  input: z.object({
    FunctionName: z.string(),
    Name: z.string(),
    FunctionVersion: z.string().nullish(),
    Description: z.string().nullish(),
  }),
  resource: functionResource,
  async run({ FunctionName, Name, FunctionVersion, Description }, context) {
    const record = await findFunction(context, FunctionName);
    const alias = findAlias(context.cloud, record, Name);
    const updated = {
      version: resolveVersion(context.cloud, record, FunctionVersion ?? alias.version).version,
      description: Description ?? alias.description,
      revisionId: randomUUID(),
    };
    const aliases = { ...record.aliases, [Name]: updated };
    await context.state.functions.put(record.name, { ...record, aliases });
    return aliasDocument(context.cloud, record.name, Name, updated);
  },
});
