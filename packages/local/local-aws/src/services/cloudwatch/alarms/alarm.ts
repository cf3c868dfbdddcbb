import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Dimension, MetricQuery } from '../metrics/metric-input.ts';

export const stateValues = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type StateValue = (typeof stateValues)[number];

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** A JSON document, for programs. */
  readonly reasonData?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type ComparisonOperator =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

/** What an alarm watches and does, with AWS's names: one metric, or a list with the one query that returns data. */
export interface AlarmSettings {
  readonly AlarmDescription?: string | undefined;
  readonly ActionsEnabled: boolean;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  readonly MetricName?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly Statistic?: string | undefined;
  readonly ExtendedStatistic?: string | undefined;
  readonly Dimensions: readonly Dimension[];
  readonly Period?: number | undefined;
  readonly Unit?: string | undefined;
  readonly Metrics?: readonly MetricQuery[] | undefined;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: 'breaching' | 'notBreaching' | 'ignore' | 'missing' | undefined;
  readonly EvaluateLowSampleCountPercentile?: 'evaluate' | undefined;
}

export interface Alarm {
  readonly AlarmName: string;
  readonly AlarmConfigurationUpdatedTimestamp: number;
  readonly CreatedTimestamp: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: AlarmSettings;
  readonly state: AlarmState;
}

/** A change of an alarm from one state to another. */
export interface StateChange {
  readonly alarm: Alarm;
  readonly before: AlarmState;
}

export function initialState(at: number): AlarmState {
  return { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', at };
}

export function alarmArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** The actions of a change to a state. */
export function actionsOf({ settings }: Alarm, value: StateValue): readonly string[] {
  if (value === 'OK') return settings.OKActions;
  return value === 'ALARM' ? settings.AlarmActions : settings.InsufficientDataActions;
}

/** The queries of an alarm, and the one whose values it watches. */
export function queriesOf(settings: AlarmSettings): { queries: readonly MetricQuery[]; watched: string } {
  const { Metrics = [], MetricName = '', Namespace = '', Statistic, ExtendedStatistic, Unit } = settings;
  if (Metrics.length > 0) {
    const returned = Metrics.find(({ ReturnData = true }) => ReturnData);
    return { queries: Metrics, watched: returned?.Id ?? '' };
  }
  const MetricStat = {
    Metric: { MetricName, Namespace, Dimensions: [...settings.Dimensions] },
    Period: settings.Period ?? 60,
    Stat: Statistic ?? ExtendedStatistic ?? '',
    Unit,
  };
  return { queries: [{ Id: 'm1', MetricStat }], watched: 'm1' };
}

export function noSuchAlarm(name: string): AwsError {
  return new AwsError('ResourceNotFound', `The alarm ${name} does not exist.`, 404);
}
