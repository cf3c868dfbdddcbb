import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { OperationContext } from '../../../protocol/operation.ts';
import { findVersion } from '../configuration.ts';
import {
  functionArn,
  functionName,
  notFound,
  parseFunctionName,
  type QualifiedFunction,
  qualifier,
  qualifierOf,
} from '../function-lookup.ts';
import type { EventInvokeConfig, FunctionRecord } from '../function-record.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { LambdaState } from '../lambda-state.ts';
import { checkDestination } from './destination.ts';
import { eventInvokeConfigOf, withoutEventInvoke } from './qualified-config.ts';

const destination = z.strictObject({ Destination: z.string().nullish() }).nullish();

/** Members that Put and Update share. */
export const eventInvokeSchema = z.strictObject({
  FunctionName: functionName,
  Qualifier: qualifier,
  MaximumRetryAttempts: z.int().min(0).max(2).nullish(),
  MaximumEventAgeInSeconds: z.int().min(60).max(21_600).nullish(),
  DestinationConfig: z.strictObject({ OnSuccess: destination, OnFailure: destination }).nullish(),
});

type Input = z.output<typeof eventInvokeSchema>;

/** Finds the configuration that an operation reads or deletes. Throws ResourceNotFoundException. */
export async function findEventInvoke(
  { cloud, state }: OperationContext<LambdaState>,
  input: QualifiedFunction,
): Promise<{ record: FunctionRecord; config: EventInvokeConfig }> {
  const { name } = parseFunctionName(input.FunctionName);
  const qualifier = qualifierOf(input) ?? '$LATEST';
  const record = await state.functions.get(name);
  const config = record && eventInvokeConfigOf(record, qualifier);
  if (record && config) return { record, config };
  throw notFound(`The function ${functionArn(cloud, name, qualifier)} doesn't have an EventInvokeConfig`);
}

/** Finds the function, version or alias to configure. Throws if there is none, or nothing to configure. */
export async function findConfigurable({ state }: OperationContext<LambdaState>, input: Input) {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if (MaximumRetryAttempts == null && MaximumEventAgeInSeconds == null && !DestinationConfig) {
    throw invalidParameter('You must specify at least one of error handling or destination setting.');
  }
  const record = await state.functions.get(parseFunctionName(input.FunctionName).name);
  const qualifier = qualifierOf(input) ?? '$LATEST';
  const version = record && findVersion(record, qualifier)?.record;
  if (!version) throw notFound("The function doesn't exist.");
  return { record, qualifier, roleArn: version.role };
}

/** Writes what the caller gave, and `before` for the rest. Throws for a destination to which nothing can be sent. */
export async function writeEventInvoke(
  { cloud, state }: OperationContext<LambdaState>,
  { record, qualifier, roleArn }: Awaited<ReturnType<typeof findConfigurable>>,
  input: Input,
  before: Partial<EventInvokeConfig> = {},
) {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const onFailure = DestinationConfig ? DestinationConfig.OnFailure?.Destination : before.onFailure;
  const onSuccess = DestinationConfig ? DestinationConfig.OnSuccess?.Destination : before.onSuccess;
  for (const arn of [onFailure, onSuccess]) {
    if (arn) await checkDestination({ cloud, state }, record.name, { arn, roleArn });
  }
  const retries = MaximumRetryAttempts ?? before.maximumRetryAttempts;
  const age = MaximumEventAgeInSeconds ?? before.maximumEventAgeInSeconds;
  const config: EventInvokeConfig = {
    qualifier,
    ...(retries === undefined ? {} : { maximumRetryAttempts: retries }),
    ...(age === undefined ? {} : { maximumEventAgeInSeconds: age }),
    ...(onFailure ? { onFailure } : {}),
    ...(onSuccess ? { onSuccess } : {}),
    lastModified: cloud.now().getTime(),
  };
  const { eventInvokeConfigs: others = [], ...rest } = withoutEventInvoke(record, qualifier);
  await state.functions.put(record.name, { ...rest, eventInvokeConfigs: [...others, config] });
  state.asyncQueue.lookAgain(record.name);
  return eventInvokeDocument(cloud, record, config);
}

/** The document that every operation returns. */
export function eventInvokeDocument(cloud: Cloud, { name }: FunctionRecord, config: EventInvokeConfig) {
  return {
    LastModified: config.lastModified / 1000,
    FunctionArn: functionArn(cloud, name, config.qualifier),
    ...(config.maximumRetryAttempts === undefined
      ? {}
      : { MaximumRetryAttempts: config.maximumRetryAttempts }),
    ...(config.maximumEventAgeInSeconds === undefined
      ? {}
      : { MaximumEventAgeInSeconds: config.maximumEventAgeInSeconds }),
    DestinationConfig: {
      OnSuccess: config.onSuccess ? { Destination: config.onSuccess } : {},
      OnFailure: config.onFailure ? { Destination: config.onFailure } : {},
    },
  };
}
