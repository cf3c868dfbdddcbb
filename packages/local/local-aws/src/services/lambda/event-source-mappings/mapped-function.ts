import type { OperationContext } from '../../../protocol/operation.ts';
import { resolveVersion } from '../configuration.ts';
import { checkReach, functionArn, parseFunctionName } from '../function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { LambdaState } from '../lambda-state.ts';
import { checkSource, sourceOf } from './source-access.ts';

/** The function that a mapping will invoke. Throws InvalidParameterValueException if it does not exist. */
export async function findMappedFunction(
  context: OperationContext<LambdaState>,
  reference: string,
): Promise<{ readonly arn: string; readonly record: FunctionRecord | PublishedVersion }> {
  const { cloud, state } = context;
  checkReach(context, reference);
  const { name, qualifier } = parseFunctionName(reference);
  const found = await state.functions.get(name);
  if (!found) throw invalidParameter('Function does not exist');
  const { record } = resolveVersion(cloud, found, qualifier);
  return { arn: functionArn(cloud, name, qualifier), record };
}

/** Throws InvalidParameterValueException for a function that cannot or should not consume a source. */
export async function checkConsumer(
  { cloud }: OperationContext<LambdaState>,
  record: FunctionRecord | PublishedVersion,
  sourceArn: string,
): Promise<void> {
  await checkSource(cloud, sourceArn, record.role);
  if (sourceOf(sourceArn) !== 'queue') return;
  const hidden = await cloud.ports.queues.visibilityTimeout(sourceArn);
  if (hidden < record.timeout) {
    throw invalidParameter(
      `Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${record.timeout} seconds`,
    );
  }
}
