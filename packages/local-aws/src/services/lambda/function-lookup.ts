import { AwsError } from '../../protocol/aws-error.ts';
import type { OperationContext } from '../../protocol/operation.ts';
import type { FunctionRecord, LambdaState } from './lambda-state.ts';

/** Name and qualifier out of `name`, `name:qualifier`, a partial or a full ARN. */
export function parseFunctionName(reference: string): { name: string; qualifier?: string } {
  const match =
    /^(?:(?:arn:[^:]+:lambda:[^:]*:)?(?:\d{12}:)?function:)?([\w-]+)(?::(\$LATEST|[\w-]+))?$/.exec(reference);
  if (!match?.[1]) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${reference}' at 'functionName' failed to satisfy constraint`,
    );
  }
  return { name: match[1], ...(match[2] === undefined ? {} : { qualifier: match[2] }) };
}

export function functionArn(
  cloud: { region: string; accountId: string },
  name: string,
  qualifier?: string,
): string {
  return `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

/** IAM's resource for an operation on a function. */
export function functionResource(
  input: { FunctionName: string },
  { cloud }: OperationContext<LambdaState>,
): string {
  return functionArn(cloud, parseFunctionName(input.FunctionName).name);
}

export function functionNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, {
    fields: { Type: 'User' },
  });
}

/** Throws ResourceNotFoundException. */
export async function findFunction(
  context: OperationContext<LambdaState>,
  reference: string,
): Promise<FunctionRecord> {
  const { name } = parseFunctionName(reference);
  const record = await context.state.functions.get(name);
  if (!record) throw functionNotFound(functionArn(context.cloud, name));
  return record;
}
