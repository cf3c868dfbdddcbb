import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { createMetricStore, type MetricStore } from './metrics/metric-store.ts';

/** An alarm as its request described it, with AWS's names. */
export interface Alarm {
  readonly AlarmName: string;
  readonly AlarmConfigurationUpdatedTimestamp: number;
  readonly CreatedTimestamp: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface CloudWatchState {
  /** Key: name. */
  readonly alarms: Collection<Alarm>;
  readonly metrics: MetricStore;
}

export const operation = operationsOf<CloudWatchState>({ refuseInput: modelFault('ValidationError') });

export function openCloudWatchState({ storage, now }: Cloud): CloudWatchState {
  return { alarms: storage.collection('cloudwatch/alarms'), metrics: createMetricStore(now) };
}

export function alarmArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** Throws ResourceNotFoundException: only alarms have tags here. */
export async function findTagged(arn: string, state: CloudWatchState, cloud: Cloud): Promise<Alarm> {
  const own = alarmArn(cloud, '');
  const alarm = arn.startsWith(own) ? await state.alarms.get(arn.slice(own.length)) : undefined;
  if (!alarm) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, 404);
  return alarm;
}
