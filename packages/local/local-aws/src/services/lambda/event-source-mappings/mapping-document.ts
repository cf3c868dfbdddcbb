import type { Cloud } from '../../../cloud/cloud.ts';
import type { LambdaState } from '../lambda-state.ts';
import type { EventSourceMapping, QueueMapping, StreamMapping } from './mapping.ts';
import { mappingArn } from './mapping-lookup.ts';

export type MappingState = 'Creating' | 'Enabling' | 'Disabling' | 'Updating' | 'Deleting';

/**
 * An `EventSourceMappingConfiguration`. Changes are complete when the response is sent; `transition` is the intermediate
 * state that AWS would return.
 */
export function mappingDocument(
  { cloud, state }: { readonly cloud: Cloud; readonly state: LambdaState },
  mapping: EventSourceMapping,
  transition?: MappingState,
) {
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(cloud, mapping.uuid),
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    State: transition ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    LastModified: mapping.lastModified / 1000,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindowSeconds,
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(mapping.filters.length > 0
      ? { FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) } }
      : {}),
    ...(mapping.source === 'stream'
      ? streamMembers(mapping, state.pollers.lastResult(mapping.uuid))
      : queueMembers(mapping)),
  };
}

function streamMembers(mapping: StreamMapping, lastResult: string) {
  return {
    StateTransitionReason: 'User action',
    LastProcessingResult: lastResult,
    StartingPosition: mapping.startingPosition,
    ParallelizationFactor: mapping.parallelizationFactor,
    BisectBatchOnFunctionError: mapping.bisectsOnError,
    MaximumRetryAttempts: mapping.maximumRetries,
    MaximumRecordAgeInSeconds: mapping.maximumAgeSeconds,
    TumblingWindowInSeconds: 0,
    DestinationConfig: {
      OnFailure: mapping.onFailure === undefined ? {} : { Destination: mapping.onFailure },
    },
  };
}

function queueMembers({ maximumConcurrency }: QueueMapping) {
  return {
    StateTransitionReason: 'USER_INITIATED',
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}
