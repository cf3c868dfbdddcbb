import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { resolveVersion } from '../configuration.ts';
import { findFunction, functionArn, functionName, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { aliasDocument, aliasName } from './alias-document.ts';
import { routingOf, routingSchema } from './routing.ts';

export const createAlias = operation({
  name: 'CreateAlias',
  input: z.strictObject({
    FunctionName: functionName,
    Name: aliasName,
    FunctionVersion: z.string(),
    Description: z.string().max(256).nullish(),
    RoutingConfig: routingSchema,
  }),
  resource: functionResource,
  async run({ FunctionName, Name, FunctionVersion, Description, RoutingConfig }, context) {
    const record = await findFunction(context, FunctionName);
    if (record.aliases[Name]) {
      const arn = functionArn(context.cloud, record.name, Name);
      throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, 409, {
        fields: { Type: 'User' },
      });
    }
    const { version } = resolveVersion(context.cloud, record, FunctionVersion);
    const routing = routingOf(context.cloud, record, version, RoutingConfig);
    const alias = { version, description: Description ?? '', ...routing, revisionId: randomUUID() };
    const aliases = { ...record.aliases, [Name]: alias };
    await context.state.functions.put(record.name, { ...record, aliases });
    return aliasDocument(context.cloud, record.name, Name, alias);
  },
});
