import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Collection } from '../../storage/collection.ts';
import type { FunctionRecord } from './function-record.ts';
import { invalidParameter } from './invalid-parameter.ts';

export interface QualifiedFunction {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
}

/** Where functions are found: a part of Lambda's state. */
export interface Functions {
  readonly functions: Collection<FunctionRecord>;
}

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

/** The qualifier that a call names, beside the function or with it. Throws InvalidParameterValueException for two. */
export function qualifierOf(input: QualifiedFunction): string | undefined {
  const { qualifier } = parseFunctionName(input.FunctionName);
  if (qualifier !== undefined && input.Qualifier !== undefined && input.Qualifier !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return input.Qualifier ?? qualifier;
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
  { cloud }: { readonly cloud: Cloud },
): string {
  return functionArn(cloud, parseFunctionName(input.FunctionName).name);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404, { fields: { Type: 'User' } });
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

/** Throws ResourceNotFoundException. */
export async function findFunction(
  { cloud, state }: { readonly cloud: Cloud; readonly state: Functions },
  reference: string,
): Promise<FunctionRecord> {
  const { name } = parseFunctionName(reference);
  const record = await state.functions.get(name);
  if (!record) throw functionNotFound(functionArn(cloud, name));
  return record;
}
