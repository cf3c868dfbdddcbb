import type { OperationContext } from '../../../protocol/operation.ts';
import { resolveVersion } from '../configuration.ts';
import { functionArn, parseFunctionName } from '../function-lookup.ts';
import type { LambdaState } from '../lambda-state.ts';
import { invalidParameter } from './invalid-parameter.ts';

/** The function that a mapping shall invoke. Throws InvalidParameterValueException where there is none. */
export async function findMappedFunction(
  { cloud, state }: OperationContext<LambdaState>,
  reference: string,
): Promise<{ readonly arn: string; readonly roleArn: string }> {
  const { name, qualifier } = parseFunctionName(reference);
  const record = await state.functions.get(name);
  if (!record) throw invalidParameter('Function does not exist');
  const { role } = resolveVersion(cloud, record, qualifier).record;
  return { arn: functionArn(cloud, name, qualifier), roleArn: role };
}
