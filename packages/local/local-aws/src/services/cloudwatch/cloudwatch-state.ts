import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { type Alarm, alarmArn } from './alarms/alarm.ts';
import { type AlarmStore, openAlarms } from './alarms/alarm-store.ts';
import type { Dashboard } from './dashboards/dashboard.ts';
import { createMetricStore, type MetricStore } from './metrics/metric-store.ts';

export interface CloudWatchState {
  readonly alarms: AlarmStore;
  readonly metrics: MetricStore;
  /** By name. */
  readonly dashboards: Collection<Dashboard>;
}

export const operation = operationsOf<CloudWatchState>({ refuseInput: modelFault('ValidationError') });

export async function openCloudWatchState({ storage, now }: Cloud): Promise<CloudWatchState> {
  return {
    alarms: await openAlarms(storage),
    metrics: createMetricStore(now),
    dashboards: storage.collection('cloudwatch/dashboards'),
  };
}

/** Throws ResourceNotFoundException: only alarms have tags here. */
export async function findTagged(arn: string, { alarms }: CloudWatchState, cloud: Cloud): Promise<Alarm> {
  const own = alarmArn(cloud, '');
  const alarm = arn.startsWith(own) ? alarms.all.get(arn.slice(own.length)) : undefined;
  if (!alarm) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, 404);
  return alarm;
}
