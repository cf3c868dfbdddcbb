import type { Cloud } from '../../../../cloud/cloud.ts';
import { dimensionsOf, type MetricQuery } from '../../metrics/metric-input.ts';
import { type AlarmState, alarmArn, queriesOf, type StateChange } from '../alarm.ts';
import { awsTime } from '../state-reason.ts';

/** The event of a function that an alarm invokes. Source: CloudWatch user guide, "Invoke a Lambda function from an alarm". */
export function functionEvent(cloud: Cloud, { alarm, before }: StateChange) {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(cloud, alarm.AlarmName),
    accountId: cloud.accountId,
    time: awsTime(alarm.state.at),
    region: cloud.region,
    alarmData: {
      alarmName: alarm.AlarmName,
      state: stateOf(alarm.state),
      previousState: stateOf(before),
      configuration: {
        ...(alarm.settings.AlarmDescription === undefined
          ? {}
          : { description: alarm.settings.AlarmDescription }),
        metrics: queriesOf(alarm.settings).queries.map(metric),
      },
    },
  };
}

function stateOf({ value, reason, reasonData, at }: AlarmState) {
  return { value, reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: awsTime(at) };
}

function metric({ Id, MetricStat, Expression, Label, ReturnData = true }: MetricQuery) {
  const named = { id: Id, ...(Label === undefined ? {} : { label: Label }) };
  if (!MetricStat) return { ...named, expression: Expression, returnData: ReturnData };
  const { Metric, Period, Stat, Unit } = MetricStat;
  return {
    ...named,
    metricStat: {
      metric: {
        namespace: Metric.Namespace,
        name: Metric.MetricName,
        dimensions: dimensionsOf(Metric.Dimensions),
      },
      period: Period,
      stat: Stat,
      ...(Unit === undefined ? {} : { unit: Unit }),
    },
    returnData: ReturnData,
  };
}
