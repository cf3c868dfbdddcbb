import { z } from 'zod';
import { channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { isPattern } from '../../../event-patterns/pattern.ts';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import type { EventSourceMapping, QueueMapping, StreamMapping } from './mapping.ts';

const maximumFilters = 5;
const unlimitedOr = (low: number, high: number) => z.union([z.literal(-1), z.int().min(low).max(high)]);
const onChannelsOnly = "local-aws sends a stream's failures to SQS and SNS";

/** Members that CreateEventSourceMapping and UpdateEventSourceMapping share; all optional. */
export const mappingSchema = z.strictObject({
  Enabled: z.boolean().nullish(),
  BatchSize: z.int().min(1).max(10_000).nullish(),
  MaximumBatchingWindowInSeconds: z.int().min(0).max(300).nullish(),
  FilterCriteria: z
    .strictObject({
      Filters: z
        .array(z.strictObject({ Pattern: z.string().max(4096) }))
        .max(maximumFilters)
        .nullish(),
    })
    .nullish(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).nullish(),
  ParallelizationFactor: z.int().min(1).max(10).nullish(),
  BisectBatchOnFunctionError: z.boolean().nullish(),
  MaximumRetryAttempts: unlimitedOr(0, 10_000).nullish(),
  MaximumRecordAgeInSeconds: unlimitedOr(60, 604_800).nullish(),
  DestinationConfig: z
    .strictObject({
      OnSuccess: z
        .strictObject({ Destination: z.never('Member is only for asynchronous invocations').nullish() })
        .nullish(),
      OnFailure: z
        .strictObject({
          Destination: z
            .string()
            .regex(/^(arn:aws:(sqs|sns):.+)?$/, onChannelsOnly)
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1000).nullish() }).nullish(),
  TumblingWindowInSeconds: servedOnly(0),
  AmazonManagedKafkaEventSourceConfig: notServed,
  DocumentDBEventSourceConfig: notServed,
  KMSKeyArn: notServed,
  LoggingConfig: notServed,
  MetricsConfig: notServed,
  ProvisionedPollerConfig: notServed,
  SelfManagedKafkaEventSourceConfig: notServed,
  SourceAccessConfigurations: notServed,
});

export type MappingInput = z.output<typeof mappingSchema>;

/**
 * `mapping` with the caller's changes. Throws InvalidParameterValueException for settings that its source does not
 * support.
 */
export async function withInput(
  cloud: Cloud,
  mapping: EventSourceMapping,
  input: MappingInput,
): Promise<EventSourceMapping> {
  const patterns = input.FilterCriteria ? (input.FilterCriteria.Filters ?? []) : undefined;
  const types = input.FunctionResponseTypes;
  const changed = {
    ...mapping,
    enabled: input.Enabled ?? mapping.enabled,
    batchSize: input.BatchSize ?? mapping.batchSize,
    batchingWindowSeconds: input.MaximumBatchingWindowInSeconds ?? mapping.batchingWindowSeconds,
    filters: patterns?.map(({ Pattern }) => Pattern) ?? mapping.filters,
    reportsItemFailures: types ? types.length > 0 : mapping.reportsItemFailures,
    lastModified: cloud.now().getTime(),
  };
  if (!changed.filters.every(isPattern)) throw invalidParameter('Invalid filter pattern definition.');
  return changed.source === 'stream'
    ? { ...changed, ...(await streamSettings(cloud, changed, input)) }
    : { ...changed, ...queueSettings(changed, input) };
}

async function streamSettings(cloud: Cloud, mapping: StreamMapping, input: MappingInput) {
  if (input.ScalingConfig?.MaximumConcurrency != null) throw unsupported('ScalingConfig');
  const destination = input.DestinationConfig?.OnFailure?.Destination || undefined;
  if (destination !== undefined && !(await channelOf(cloud, destination)?.exists())) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
  return {
    parallelizationFactor: input.ParallelizationFactor ?? mapping.parallelizationFactor,
    bisectsOnError: input.BisectBatchOnFunctionError ?? mapping.bisectsOnError,
    maximumRetries: input.MaximumRetryAttempts ?? mapping.maximumRetries,
    maximumAgeSeconds: input.MaximumRecordAgeInSeconds ?? mapping.maximumAgeSeconds,
    onFailure: input.DestinationConfig ? destination : mapping.onFailure,
  };
}

/** Settings that only streams have. */
const streamMembers = [
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
] as const;

function queueSettings(mapping: QueueMapping, input: MappingInput) {
  const foreign = streamMembers.find((member) => input[member] != null);
  if (foreign) throw unsupported(foreign);
  if (mapping.batchSize > 10 && mapping.batchingWindowSeconds === 0) {
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  return {
    maximumConcurrency: input.ScalingConfig
      ? (input.ScalingConfig.MaximumConcurrency ?? undefined)
      : mapping.maximumConcurrency,
  };
}

function unsupported(member: string) {
  return invalidParameter(`Unsupported ${member} parameter for given event source mapping type.`);
}
