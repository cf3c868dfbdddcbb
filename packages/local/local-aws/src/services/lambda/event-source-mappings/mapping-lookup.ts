import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { OperationContext } from '../../../protocol/operation.ts';
import { functionArn, parseFunctionName } from '../function-lookup.ts';
import type { LambdaState } from '../lambda-state.ts';
import type { EventSourceMapping } from './mapping.ts';

export function mappingArn({ region, accountId }: Cloud, uuid: string): string {
  return `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;
}

/** The UUID in a mapping's ARN; undefined for any other ARN. */
export function mappingUuid(arn: string): string | undefined {
  return /^arn:[^:]+:lambda:[^:]*:\d{12}:event-source-mapping:([\w-]+)$/.exec(arn)?.[1];
}

/** IAM's resource for an operation on a mapping. */
export function mappingResource({ UUID }: { UUID: string }, { cloud }: { cloud: Cloud }): string {
  return mappingArn(cloud, UUID);
}

/**
 * IAM's condition keys for an operation on a mapping: the function that the request names, or else the mapping's.
 * Source: Service authorization reference, "Condition keys for AWS Lambda".
 */
export async function mappingConditionKeys(
  { UUID = '', FunctionName }: { UUID?: string; FunctionName?: string | null | undefined },
  { cloud, state }: OperationContext<LambdaState>,
): Promise<Record<string, string>> {
  if (FunctionName) {
    const { name, qualifier } = parseFunctionName(FunctionName);
    return { 'lambda:FunctionArn': functionArn(cloud, name, qualifier) };
  }
  const mapping = await state.eventSourceMappings.get(UUID);
  return mapping ? { 'lambda:FunctionArn': mapping.functionArn } : {};
}

/** Throws ResourceNotFoundException. */
export async function findMapping(state: LambdaState, uuid: string): Promise<EventSourceMapping> {
  const mapping = await state.eventSourceMappings.get(uuid);
  if (mapping) return mapping;
  throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
    fields: { Type: 'User' },
  });
}
