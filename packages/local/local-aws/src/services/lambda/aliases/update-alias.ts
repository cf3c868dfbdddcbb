import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { resolveVersion } from '../configuration.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { checkRevision } from '../revision.ts';
import { aliasDocument, findAlias } from './alias-document.ts';
import { routingOf, routingSchema } from './routing.ts';

export const updateAlias = operation({
  name: 'UpdateAlias',
  input: z.strictObject({
    FunctionName: functionName,
    Name: z.string(),
    FunctionVersion: z.string().nullish(),
    Description: z.string().max(256).nullish(),
    RevisionId: z.string().nullish(),
    RoutingConfig: routingSchema,
  }),
  resource: functionResource,
  async run({ FunctionName, Name, FunctionVersion, Description, RevisionId, RoutingConfig }, context) {
    const record = await findFunction(context, FunctionName);
    const alias = findAlias(context.cloud, record, Name);
    checkRevision(RevisionId, alias);
    const { version } = resolveVersion(context.cloud, record, FunctionVersion ?? alias.version);
    const updated = {
      version,
      description: Description ?? alias.description,
      ...routingOf(context.cloud, record, version, RoutingConfig, alias.routing),
      revisionId: randomUUID(),
    };
    const aliases = { ...record.aliases, [Name]: updated };
    await context.state.functions.put(record.name, { ...record, aliases });
    return aliasDocument(context.cloud, record.name, Name, updated);
  },
});
