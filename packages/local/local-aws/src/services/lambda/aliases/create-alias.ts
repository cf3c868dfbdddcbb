import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { resolveVersion } from '../configuration.ts';
import { findFunction, functionArn, functionResource } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { aliasDocument } from './alias-document.ts';

export const createAlias = operation({
  name: 'CreateAlias',
  input: z.object({
    FunctionName: z.string(),
    Name: z.string().regex(/^(?!\d+$)[\w-]{1,128}$/),
    FunctionVersion: z.string(),
    Description: z.string().nullish(),
  }),
  resource: functionResource,
  async run({ FunctionName, Name, FunctionVersion, Description }, context) {
    const record = await findFunction(context, FunctionName);
    if (record.aliases[Name]) {
      const arn = functionArn(context.cloud, record.name, Name);
      throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, 409, {
        fields: { Type: 'User' },
      });
    }
    const { version } = resolveVersion(context.cloud, record, FunctionVersion);
    const alias = { version, description: Description ?? '', revisionId: randomUUID() };
    const aliases = { ...record.aliases, [Name]: alias };
    await context.state.functions.put(record.name, { ...record, aliases });
    return aliasDocument(context.cloud, record.name, Name, alias);
  },
});
