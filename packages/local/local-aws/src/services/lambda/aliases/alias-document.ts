import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { functionArn } from '../function-lookup.ts';
import type { Alias, FunctionRecord } from '../function-record.ts';
import { asWeights } from './routing.ts';

export const aliasName = z
  .string()
  .max(128)
  .regex(/^(?!\d+$)[\w-]+$/, 'Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)');

/** An `AliasConfiguration` document. */
export function aliasDocument(cloud: Cloud, functionName: string, name: string, alias: Alias) {
  return {
    AliasArn: functionArn(cloud, functionName, name),
    Name: name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(alias.routing ? { RoutingConfig: { AdditionalVersionWeights: asWeights(alias.routing) } } : {}),
    RevisionId: alias.revisionId,
  };
}

/** Throws ResourceNotFoundException. */
export function findAlias(cloud: Cloud, record: FunctionRecord, name: string): Alias {
  const alias = record.aliases[name];
  if (alias) return alias;
  throw new AwsError(
    'ResourceNotFoundException',
    `Cannot find alias arn: ${functionArn(cloud, record.name, name)}`,
    404,
    { fields: { Type: 'User' } },
  );
}
