import { z } from 'zod';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { functionArn } from '../function-lookup.ts';
import type { EventInvokeConfig, FunctionRecord } from '../lambda-state.ts';

const destination = z.object({ Destination: z.string().nullish() }).nullish();

/** Members that Put and Update share. */
export const eventInvokeSchema = z.object({
  FunctionName: z.string(),
  Qualifier: z.string().optional(),
  MaximumRetryAttempts: z.int().min(0).max(2).nullish(),
  MaximumEventAgeInSeconds: z.int().min(60).max(21_600).nullish(),
  DestinationConfig: z.object({ OnSuccess: destination, OnFailure: destination }).nullish(),
});

type Input = z.output<typeof eventInvokeSchema>;

/** `before` with what the caller gave. Throws for a destination that can't be sent to. */
export async function withEventInvoke(
  cloud: Cloud,
  before: Partial<EventInvokeConfig>,
  input: Input,
): Promise<EventInvokeConfig> {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const onFailure = DestinationConfig ? DestinationConfig.OnFailure?.Destination : before.onFailure;
  const onSuccess = DestinationConfig ? DestinationConfig.OnSuccess?.Destination : before.onSuccess;
  for (const arn of [onFailure, onSuccess]) if (arn) await checkDestination(cloud, arn);
  const retries = MaximumRetryAttempts ?? before.maximumRetryAttempts;
  const age = MaximumEventAgeInSeconds ?? before.maximumEventAgeInSeconds;
  return {
    ...(retries === undefined ? {} : { maximumRetryAttempts: retries }),
    ...(age === undefined ? {} : { maximumEventAgeInSeconds: age }),
    ...(onFailure ? { onFailure } : {}),
    ...(onSuccess ? { onSuccess } : {}),
    lastModified: cloud.now().getTime(),
  };
}

async function checkDestination(cloud: Cloud, arn: string): Promise<void> {
  const service = arn.split(':')[2];
  if (service === 'lambda' || (service === 'sqs' && (await cloud.ports.queues.exists(arn)))) return;
  throw new AwsError('InvalidParameterValueException', `The destination ARN ${arn} is invalid.`, 400, {
    fields: { Type: 'User' },
  });
}

/** The document that every operation answers; a function without a configuration is an error. */
export function eventInvokeDocument(cloud: Cloud, record: FunctionRecord, qualifier = '$LATEST') {
  const config = record.eventInvokeConfig;
  const arn = functionArn(cloud, record.name, qualifier);
  if (!config) {
    throw new AwsError(
      'ResourceNotFoundException',
      `The function ${arn} doesn't have an EventInvokeConfig`,
      404,
      { fields: { Type: 'User' } },
    );
  }
  return {
    LastModified: config.lastModified / 1000,
    FunctionArn: arn,
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
