import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js';
import { eventBusVariable } from '@darkroom/lambda-kit';
import type { Events } from '@darkroom/pipeline-config';
import type { Construct } from 'constructs';

interface Place {
  readonly prefix: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** The bus that gets images' events: the one that the configuration names, or one that the stack makes; or none. */
export function eventBus(scope: Construct, events: Events | undefined, place: Place) {
  if (!events) return { name: '', arn: [], variables: {}, outputs: {} };
  const { name, arn } = busOf(scope, events, place);
  return { name, arn, variables: { [eventBusVariable]: name }, outputs: { event_bus: name } };
}

function busOf(scope: Construct, { bus }: Events, { prefix, partition, region, accountId }: Place) {
  if (bus === undefined) return new CloudwatchEventBus(scope, 'event-bus', { name: prefix });
  if (bus.startsWith('arn:')) return { name: bus, arn: bus };
  return { name: bus, arn: `arn:${partition}:events:${region}:${accountId}:event-bus/${bus}` };
}
