import { z } from 'zod';
import { accessDenied } from '../../auth/access-denied.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Violation } from '../../protocol/input.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import type { OperationContext } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import type { FunctionRecord } from './function-record.ts';
import { invalidParameter } from './invalid-parameter.ts';

export interface QualifiedFunction {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
}

/** AWS's own pattern: a name, a name with its qualifier, a partial or a full ARN. */
const namePattern =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** A function as requests name it. */
export const functionName = z.string().min(1).max(140).regex(namePattern);

export const qualifier = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^\$(LATEST(\.PUBLISHED)?)$|^[a-zA-Z0-9-_$]+$/,
    'Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+',
  )
  .optional();

/** Where functions are found: a part of Lambda's state. */
export interface Functions {
  readonly functions: Collection<FunctionRecord>;
}

interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
  readonly region?: string;
  readonly accountId?: string;
}

/** The parts of a function's name in a request or document. Throws ValidationException if it is not a name. */
export function parseFunctionName(reference: string): FunctionReference {
  const match = namePattern.exec(reference);
  if (!match) throw modelFault('ValidationException')([noName(reference)], '');
  const [region, accountId] = [match[3], match[9]].map((part) => part?.slice(0, -1));
  const [, , , , , , , , , , , name = '', , given] = match;
  return {
    name,
    ...(given === undefined ? {} : { qualifier: given }),
    ...(region === undefined ? {} : { region }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

function noName(value: string): Violation {
  const constraint = `Member must satisfy regular expression pattern: ${namePattern.source.slice(1, -1)}`;
  return { path: ['functionName'], value, constraint };
}

/** Throws for a function of another region or account, about which nothing is known here. */
export function checkReach(
  { cloud, request }: Pick<OperationContext<unknown>, 'cloud' | 'request'>,
  reference: string,
): void {
  const { region, accountId } = parseFunctionName(reference);
  if (region !== undefined && region !== cloud.region)
    throw notFound(`Functions from '${region}' are not reachable in this region ('${cloud.region}')`);
  if (accountId !== undefined && accountId !== cloud.accountId)
    throw accessDenied(request.caller, 'lambda:GetFunction', reference, 'no resource policy');
}

/** The qualifier of a call, from the function's name or beside it. Throws InvalidParameterValueException for both. */
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
  context: Pick<OperationContext<unknown>, 'cloud' | 'request'>,
): string {
  checkReach(context, input.FunctionName);
  return functionArn(context.cloud, parseFunctionName(input.FunctionName).name);
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
