import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { notServed, servedWhere } from '../../../../protocol/not-served.ts';
import { operation } from '../../cloudwatch-state.ts';
import { numberOf, time } from '../../input.ts';
import { answerQueries, checkQueries } from '../answer-queries.ts';
import { frameBetween } from '../frame-between.ts';
import { type MetricQuery, queriesSchema } from '../metric-input.ts';

/** Also what AWS returns at most at once. */
const mostDatapoints = 100_800;

export const getMetricData = operation({
  name: 'GetMetricData',
  input: z.strictObject({
    MetricDataQueries: queriesSchema,
    StartTime: time,
    EndTime: time,
    ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
    MaxDatapoints: servedWhere(numberOf(z.int()), (most) => most >= mostDatapoints).optional(),
    NextToken: notServed,
    LabelOptions: notServed,
  }),
  run({ MetricDataQueries, StartTime, EndTime, ScanBy }, { state: { metrics } }) {
    checkQueries(MetricDataQueries);
    if (StartTime >= EndTime)
      throw new AwsError(
        'ValidationError',
        'The parameter StartTime must be less than the parameter EndTime.',
      );
    metrics.measure();
    const answer = answerQueries(metrics, MetricDataQueries, (period) =>
      frameBetween(StartTime, EndTime, period),
    );
    const MetricDataResults = MetricDataQueries.filter(({ ReturnData = true }) => ReturnData).flatMap(
      (query) =>
        answer(query.Id).map((series) => {
          const sorted = [...series].sort(([a], [b]) => (ScanBy === 'TimestampAscending' ? a - b : b - a));
          return {
            Id: query.Id,
            Label: labelOf(query),
            Timestamps: sorted.map(([at]) => new Date(at)),
            Values: sorted.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        }),
    );
    return { MetricDataResults, Messages: [] };
  },
});

function labelOf({ Id, Label, MetricStat }: MetricQuery): string {
  return Label ?? MetricStat?.Metric.MetricName ?? Id;
}
