import { z } from 'zod';
import { NotImplementedError, ValidationError } from '../../protocol/aws-error.ts';
import { isJson } from '../../protocol/is-json.ts';
import { notServed } from '../../protocol/not-served.ts';
import { isTarget } from './delivery/deliver.ts';
import { isPath } from './delivery/json-path.ts';
import { arn } from './input.ts';
import type { Target } from './rule.ts';

export const targetId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);

export const targetSchema = z.strictObject({
  Id: targetId,
  Arn: arn,
  RoleArn: arn.optional(),
  Input: z.string().max(8192).optional(),
  InputPath: z.string().max(256).optional(),
  InputTransformer: z
    .strictObject({
      InputPathsMap: z.record(z.string(), z.string().max(256)).default({}),
      InputTemplate: z.string().min(1).max(8192),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: arn.optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
    })
    .optional(),
  AppSyncParameters: notServed,
  BatchParameters: notServed,
  EcsParameters: notServed,
  HttpParameters: notServed,
  KinesisParameters: notServed,
  RedshiftDataParameters: notServed,
  RunCommandParameters: notServed,
  SageMakerPipelineParameters: notServed,
  SqsParameters: notServed, // for FIFO queues
});

/** Throws ValidationException for a target to which no event could be sent. */
export function checkTarget(target: Target): void {
  const { Id, Arn, Input, InputPath, InputTransformer, DeadLetterConfig } = target;
  const refuse = (name: string, reason: string) =>
    new ValidationError(`Parameter ${name} is not valid. Reason: ${reason}`);
  if (!/^arn:aws[\w-]*:[^:]+:[^:]*:[^:]*:.+$/.test(Arn))
    throw refuse(Arn, 'Provided Arn is not in correct format.');
  if (!isTarget(Arn)) throw new NotImplementedError('events', `PutTargets with ${Arn}`);
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1)
    throw new ValidationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  if (Input !== undefined && !isJson(Input))
    throw refuse('Input', `JSON syntax error in input for target ${Id}.`);
  for (const path of [InputPath ?? '$', ...Object.values(InputTransformer?.InputPathsMap ?? {})])
    if (!isPath(path)) throw refuse('InputPath', `Invalid JSON path ${path} for target ${Id}.`);
  const deadLetterArn = DeadLetterConfig?.Arn;
  if (deadLetterArn !== undefined && deadLetterArn.split(':')[2] !== 'sqs')
    throw refuse('DeadLetterConfig', 'The dead-letter queue must be an Amazon SQS queue.');
}
