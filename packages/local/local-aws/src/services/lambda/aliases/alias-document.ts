import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { functionArn } from '../function-lookup.ts';
import type { Alias, FunctionRecord } from '../function-record.ts';

/** An `AliasConfiguration` document. */
export function aliasDocument(cloud: Cloud, functionName: string, name: string, alias: Alias) {
  return {
    AliasArn: functionArn(cloud, functionName, name),
    Name: name,
    FunctionVersion: alias.version,
    Description: alias.description,
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
