import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notServed } from '../../../../protocol/not-served.ts';
import { functionName } from '../../function-lookup.ts';
import { invalidParameter } from '../../invalid-parameter.ts';
import { operation } from '../../lambda-state.ts';
import { checkTags } from '../../tagged-resource.ts';
import { checkConsumer, findMappedFunction } from '../mapped-function.ts';
import type { EventSourceMapping } from '../mapping.ts';
import { refuseDuplicate } from '../mapping-conflict.ts';
import { mappingDocument } from '../mapping-document.ts';
import { mappingSchema, withInput } from '../mapping-input.ts';
import { mappingConditionKeys } from '../mapping-lookup.ts';
import { sourceOf } from '../source-access.ts';

const input = mappingSchema.extend({
  FunctionName: functionName,
  EventSourceArn: z.string().default(''), // empty for self-managed sources, which local-aws does not have
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']).nullish(),
  Tags: z.record(z.string(), z.string()).nullish(),
  Queues: notServed,
  SelfManagedEventSource: notServed,
  StartingPositionTimestamp: notServed,
  Topics: notServed,
});

export const createEventSourceMapping = operation({
  name: 'CreateEventSourceMapping',
  input,
  conditionKeys: mappingConditionKeys,
  async run(request, context) {
    const { cloud, state } = context;
    checkTags(request.Tags ?? {});
    const { arn, record } = await findMappedFunction(context, request.FunctionName);
    const mapping = await withInput(cloud, newMapping(request, arn), request);
    await checkConsumer(context, record, mapping.sourceArn);
    await refuseDuplicate(state, mapping);
    if (mapping.source === 'stream') await state.pollers.positions.begin(mapping);
    await state.eventSourceMappings.put(mapping.uuid, mapping);
    state.pollers.follow(mapping.uuid);
    return mappingDocument(context, mapping, 'Creating');
  },
});

/** With AWS's defaults. */
function newMapping(request: z.output<typeof input>, functionArn: string): EventSourceMapping {
  const common = {
    uuid: randomUUID(),
    functionArn,
    sourceArn: request.EventSourceArn,
    enabled: true,
    batchingWindowSeconds: 0,
    filters: [],
    reportsItemFailures: false,
    tags: request.Tags ?? {},
    lastModified: 0,
  };
  if (sourceOf(request.EventSourceArn) === 'queue') {
    if (request.StartingPosition != null) {
      throw invalidParameter('StartingPosition is not valid for SQS event sources.');
    }
    return { ...common, source: 'queue', batchSize: 10 };
  }
  return {
    ...common,
    source: 'stream',
    batchSize: 100,
    startingPosition: checkPosition(request.StartingPosition, request.EventSourceArn),
    parallelizationFactor: 1,
    bisectsOnError: false,
    maximumRetries: -1,
    maximumAgeSeconds: -1,
  };
}

function checkPosition(position: z.output<typeof input>['StartingPosition'], arn: string) {
  if (position == null) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position === 'AT_TIMESTAMP') {
    throw invalidParameter(`Unsupported starting position for arn type: ${arn}`);
  }
  return position;
}
