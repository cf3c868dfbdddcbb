import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { configurationOf, resolveVersion } from '../configuration.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import type { FunctionRecord } from '../function-record.ts';
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
    return {
      Configuration: configurationOf(cloud, found, version),
      Code: { RepositoryType: 'S3', Location: locationOf(cloud, found) },
      ...(Object.keys(record.tags).length > 0 ? { Tags: record.tags } : {}),
      ...(record.reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency } }),
    };
  },
});

function locationOf(
  { endpoint }: Cloud,
  { codeSha256, codeFolder }: Pick<FunctionRecord, 'codeSha256' | 'codeFolder'>,
): string {
  if (codeFolder !== undefined) return pathToFileURL(codeFolder).href;
  return `${endpoint}/_aws/lambda/code/${Buffer.from(codeSha256, 'base64').toString('hex')}.zip`;
}
