import {
  CreateEventSourceMappingCommand,
  type EventSourcePosition,
  type FunctionResponseType,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  event_source_arn: z.string(),
  function_name: z.string(),
  starting_position: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  batch_size: z.int(),
  maximum_batching_window_in_seconds: z.int().optional(),
  bisect_batch_on_function_error: z.boolean().optional(),
  maximum_record_age_in_seconds: z.int().optional(),
  filter_criteria: z.strictObject({ filter: z.array(z.strictObject({ pattern: z.string() })) }).optional(),
  destination_config: z
    .strictObject({ on_failure: z.strictObject({ destination_arn: z.string() }) })
    .optional(),
  function_response_types: z.array(z.enum(['ReportBatchItemFailures'])).optional(),
  scaling_config: z.strictObject({ maximum_concurrency: z.int() }).optional(),
  tags: tagsSchema,
});

export const awsLambdaEventSourceMapping = defineResource(
  schema,
  async (block, { clients: { lambda }, ...context }) => {
    const between = { EventSourceArn: block.event_source_arn, FunctionName: block.function_name };
    const settings = {
      FunctionName: block.function_name,
      BatchSize: block.batch_size,
      MaximumBatchingWindowInSeconds: block.maximum_batching_window_in_seconds ?? 0,
      BisectBatchOnFunctionError: block.bisect_batch_on_function_error,
      MaximumRecordAgeInSeconds: block.maximum_record_age_in_seconds,
      FilterCriteria: {
        Filters: block.filter_criteria?.filter.map(({ pattern }) => ({ Pattern: pattern })) ?? [],
      },
      DestinationConfig: block.destination_config && {
        OnFailure: { Destination: block.destination_config.on_failure.destination_arn },
      },
      ScalingConfig: block.scaling_config && { MaximumConcurrency: block.scaling_config.maximum_concurrency },
      FunctionResponseTypes: block.function_response_types as FunctionResponseType[] | undefined,
    };
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand(between));
    const [existing] = EventSourceMappings;
    const { UUID = '' } = existing
      ? await lambda.send(new UpdateEventSourceMappingCommand({ UUID: existing.UUID, ...settings }))
      : await lambda.send(
          new CreateEventSourceMappingCommand({
            ...settings,
            EventSourceArn: block.event_source_arn,
            StartingPosition: block.starting_position as EventSourcePosition | undefined,
            Tags: context.tags(block.tags),
          }),
        );
    return { id: UUID, uuid: UUID };
  },
);
