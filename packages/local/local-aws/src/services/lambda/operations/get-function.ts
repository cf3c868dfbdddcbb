import { z } from 'zod';
import { configurationOf, resolveVersion } from '../configuration.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const getFunction = operation({
  name: 'GetFunction',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const { cloud } = context;
    const record = await findFunction(context, input.FunctionName);
    const qualifier = qualifierOf(input);
    const { record: found, version } = resolveVersion(cloud, record, qualifier);
    const hash = Buffer.from(found.codeSha256, 'base64').toString('hex');
    return {
      Configuration: configurationOf(cloud, found, version),
      Code: { RepositoryType: 'S3', Location: `${cloud.endpoint}/_aws/lambda/code/${hash}.zip` },
      ...(Object.keys(record.tags).length > 0 ? { Tags: record.tags } : {}),
      ...(record.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency } }),
    };
  },
});
