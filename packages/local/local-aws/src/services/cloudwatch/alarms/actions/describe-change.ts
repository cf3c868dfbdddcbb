import { dimensionsOf, type MetricQuery } from '../../metrics/metric-input.ts';
import { type AlarmState, queriesOf, type StateChange } from '../alarm.ts';
import { awsTime } from '../state-reason.ts';

/** What functions and the event bus are told of an alarm's new state. */
export function describeChange({ alarm, before }: StateChange) {
  const { AlarmDescription: description } = alarm.settings;
  return {
    alarmName: alarm.AlarmName,
    state: stateOf(alarm.state),
    previousState: stateOf(before),
    configuration: {
      ...(description === undefined ? {} : { description }),
      metrics: queriesOf(alarm.settings).queries.map(metric),
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
