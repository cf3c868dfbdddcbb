import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Dimension, MetricQuery } from '../../metrics/metric-input.ts';
import { type AlarmSettings, alarmArn, type StateChange } from '../alarm.ts';
import { awsTime } from '../state-reason.ts';

const regionNames: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'ca-central-1': 'Canada (Central)',
  'sa-east-1': 'South America (Sao Paulo)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'eu-north-1': 'EU (Stockholm)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-northeast-3': 'Asia Pacific (Osaka)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
};
const longestSubject = 100; // Amazon SNS API, Publish

/** The subject of a message to a topic: `ALARM: "name" in US East (N. Virginia)`. */
export function notificationSubject({ region }: Cloud, { alarm }: StateChange): string {
  const subject = `${alarm.state.value}: "${alarm.AlarmName}" in ${regionNames[region] ?? region}`;
  return subject.replace(/[^\x20-\x7e]/g, '?').slice(0, longestSubject);
}

/** The document of a message to a topic. Source: CloudWatch user guide, "Notifying users on alarm changes". */
export function notification(cloud: Cloud, { alarm, before }: StateChange) {
  const { settings, state } = alarm;
  return {
    AlarmName: alarm.AlarmName,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: cloud.accountId,
    AlarmConfigurationUpdatedTimestamp: awsTime(alarm.AlarmConfigurationUpdatedTimestamp),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: awsTime(state.at),
    Region: regionNames[cloud.region] ?? cloud.region,
    AlarmArn: alarmArn(cloud, alarm.AlarmName),
    OldStateValue: before.value,
    OKActions: settings.OKActions,
    AlarmActions: settings.AlarmActions,
    InsufficientDataActions: settings.InsufficientDataActions,
    Trigger: {
      ...watched(settings),
      Period: settings.Period,
      EvaluationPeriods: settings.EvaluationPeriods,
      DatapointsToAlarm: settings.DatapointsToAlarm ?? settings.EvaluationPeriods,
      ComparisonOperator: settings.ComparisonOperator,
      Threshold: settings.Threshold,
      TreatMissingData: settings.TreatMissingData ?? 'missing',
      EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? '',
    },
  };
}

function watched({ Metrics = [], ...settings }: AlarmSettings) {
  if (Metrics.length > 0) return { Metrics: Metrics.map(query) };
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Unit = null } = settings;
  return {
    MetricName,
    Namespace,
    ...(Statistic === undefined
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic }
      : { StatisticType: 'Statistic', Statistic: statisticName(Statistic) }),
    Unit,
    Dimensions: settings.Dimensions.map(dimension),
  };
}

/** `SampleCount` → `SAMPLE_COUNT` */
function statisticName(statistic: string): string {
  return statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function query({ MetricStat, ReturnData = true, ...rest }: MetricQuery) {
  if (!MetricStat) return { ...rest, ReturnData };
  const { Metric, ...stat } = MetricStat;
  const Dimensions = Metric.Dimensions.map(dimension);
  return { ...rest, MetricStat: { Metric: { ...Metric, Dimensions }, ...stat }, ReturnData };
}

function dimension({ Name, Value }: Dimension) {
  return { value: Value, name: Name };
}
