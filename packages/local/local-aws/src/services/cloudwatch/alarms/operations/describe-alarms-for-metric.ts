import { z } from 'zod';
import { operation } from '../../cloudwatch-state.ts';
import {
  dimensionsOf,
  dimensionsSchema,
  metricNameSchema,
  namespaceSchema,
  periodSchema,
  unitSchema,
} from '../../metrics/metric-input.ts';
import { statistics } from '../../metrics/statistics.ts';
import { queriesOf } from '../alarm.ts';
import { describeAlarm } from '../describe-alarm.ts';

export const describeAlarmsForMetric = operation({
  name: 'DescribeAlarmsForMetric',
  input: z.strictObject({
    MetricName: metricNameSchema,
    Namespace: namespaceSchema,
    Statistic: z.enum(statistics).optional(),
    ExtendedStatistic: z.string().optional(),
    Dimensions: dimensionsSchema,
    Period: periodSchema.optional(),
    Unit: unitSchema.optional(),
  }),
  run(input, { cloud, state: { alarms } }) {
    const { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit } = input;
    const stat = Statistic ?? ExtendedStatistic;
    const dimensions = sorted(dimensionsOf(input.Dimensions));
    const found = [...alarms.all.values()].filter(({ settings }) =>
      queriesOf(settings).queries.some(
        ({ MetricStat }) =>
          MetricStat?.Metric.MetricName === MetricName &&
          MetricStat.Metric.Namespace === Namespace &&
          sorted(dimensionsOf(MetricStat.Metric.Dimensions)) === dimensions &&
          (stat ?? MetricStat.Stat) === MetricStat.Stat &&
          (Period ?? MetricStat.Period) === MetricStat.Period &&
          (Unit ?? MetricStat.Unit) === MetricStat.Unit,
      ),
    );
    return { MetricAlarms: found.map((alarm) => describeAlarm(cloud, alarm)) };
  },
});

function sorted(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort());
}
