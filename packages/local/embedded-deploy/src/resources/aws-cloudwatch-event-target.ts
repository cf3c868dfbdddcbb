import { PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { z } from 'zod';
import { DeployError } from '../errors.ts';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rule: z.string(),
  event_bus_name: z.string().optional(),
  target_id: z.string(),
  arn: z.string(),
  role_arn: z.string().optional(),
  input: z.string().optional(),
  input_path: z.string().optional(),
  input_transformer: z
    .strictObject({ input_paths: z.record(z.string(), z.string()).optional(), input_template: z.string() })
    .optional(),
  dead_letter_config: z.strictObject({ arn: z.string() }).optional(),
  retry_policy: z
    .strictObject({
      maximum_event_age_in_seconds: z.int().optional(),
      maximum_retry_attempts: z.int().optional(),
    })
    .optional(),
});

type Block = z.output<typeof schema>;

export const awsCloudwatchEventTarget = defineResource(schema, async (block, { clients }) => {
  const { rule, event_bus_name: bus, target_id: id } = block;
  const { FailedEntries: [failure] = [] } = await clients.events.send(
    new PutTargetsCommand({ Rule: rule, EventBusName: bus, Targets: [targetOf(block)] }),
  );
  if (failure) throw new DeployError('ApplyFailed', `target ${id} of rule ${rule}: ${failure.ErrorMessage}`);
  return { id: `${rule}-${id}`, arn: block.arn };
});

function targetOf(block: Block) {
  const { input_transformer: transformer, dead_letter_config: deadLetter, retry_policy: retry } = block;
  return {
    Id: block.target_id,
    Arn: block.arn,
    RoleArn: block.role_arn,
    Input: block.input,
    InputPath: block.input_path,
    InputTransformer: transformer && {
      InputPathsMap: transformer.input_paths,
      InputTemplate: transformer.input_template,
    },
    DeadLetterConfig: deadLetter && { Arn: deadLetter.arn },
    RetryPolicy: retry && {
      MaximumEventAgeInSeconds: retry.maximum_event_age_in_seconds,
      MaximumRetryAttempts: retry.maximum_retry_attempts,
    },
  };
}
