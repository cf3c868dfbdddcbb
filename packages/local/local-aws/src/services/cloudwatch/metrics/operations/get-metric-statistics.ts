import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { time } from '../../input.ts';
import type { Bucket } from '../bucket.ts';
import { frameBetween } from '../frame-between.ts';
import {
  checkStatistic,
  dimensionsOf,
  dimensionsSchema,
  metricNameSchema,
  namespaceSchema,
  periodSchema,
  unitSchema,
} from '../metric-input.ts';
import { readPeriods, statisticOf, statistics } from '../statistics.ts';

const mostDatapoints = 1440;

export const getMetricStatistics = operation({
  name: 'GetMetricStatistics',
  input: z.strictObject({
    Namespace: namespaceSchema,
    MetricName: metricNameSchema,
    Dimensions: dimensionsSchema,
    StartTime: time,
    EndTime: time,
    Period: periodSchema,
    Statistics: listOf(z.enum(statistics)).default([]),
    ExtendedStatistics: listOf(z.string()).default([]),
    Unit: unitSchema.optional(),
  }),
  run(input, { state: { metrics } }) {
    const { Namespace: namespace, MetricName: name, StartTime, EndTime, Period, Unit } = input;
    checkRequest(input);
    metrics.measure();
    const stored = metrics.find({ namespace, name, dimensions: dimensionsOf(input.Dimensions) });
    const unit = stored?.metric.unit ?? 'None';
    const periods = readPeriods(
      Unit === undefined || Unit === unit ? stored : undefined,
      frameBetween(StartTime, EndTime, Period),
      input.ExtendedStatistics,
    );
    const Datapoints = [...periods].map(([at, bucket]) => ({
      Timestamp: new Date(at),
      ...Object.fromEntries(valuesOf(bucket, input.Statistics)),
      ...(input.ExtendedStatistics.length === 0
        ? {}
        : { ExtendedStatistics: valuesOf(bucket, input.ExtendedStatistics) }),
      Unit: unit,
    }));
    return { Label: name, Datapoints };
  },
});

interface Request {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Period: number;
  readonly Statistics: readonly string[];
  readonly ExtendedStatistics: readonly string[];
}

/** Throws InvalidParameterCombination, InvalidParameterValue, MissingParameter. */
function checkRequest({ StartTime, EndTime, Period, Statistics, ExtendedStatistics }: Request): void {
  if (StartTime >= EndTime)
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw new AwsError('MissingParameter', 'Must specify either Statistics or ExtendedStatistics');
  ExtendedStatistics.forEach(checkStatistic);
  const asked = Math.ceil((EndTime - StartTime) / (Period * 1000));
  if (asked > mostDatapoints)
    throw new AwsError(
      'InvalidParameterCombination',
      `You have requested up to ${asked.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
}

function valuesOf(bucket: Bucket, statistics: readonly string[]): Map<string, number> {
  return new Map(
    statistics.flatMap((statistic) => {
      const value = statisticOf(bucket, statistic);
      return value === undefined ? [] : [[statistic, value] as const];
    }),
  );
}
