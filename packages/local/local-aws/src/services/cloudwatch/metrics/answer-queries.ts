import { AwsError } from '../../../protocol/aws-error.ts';
import { evaluate } from '../expressions/evaluate-expression.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { isList, type TimeSeries, type Value } from '../expressions/time-series.ts';
import { checkStatistic, dimensionsOf, type MetricQuery } from './metric-input.ts';
import type { MetricStore } from './metric-store.ts';
import { type Frame, readPeriods, statisticOf } from './statistics.ts';

/**
 * The values of each query of a request, by its Id; of an expression on a list, one series each. `frameOf` gives the
 * periods of a length in seconds. Throws ValidationError.
 */
export function answerQueries(
  store: Pick<MetricStore, 'find'>,
  queries: readonly MetricQuery[],
  frameOf: (period: number) => Frame,
): (id: string) => readonly TimeSeries[] {
  const byId = new Map(queries.map((query) => [query.Id, query]));
  const answers = new Map<string, Value>();
  const running = new Set<string>();
  const period = periodOf(queries);

  function resultOf(id: string): Value {
    const known = answers.get(id);
    if (known !== undefined) return known;
    const query = byId.get(id);
    if (!query) throw new AwsError('ValidationError', `Error in expression: The Id '${id}' is not defined.`);
    if (running.has(id))
      throw new AwsError('ValidationError', `Error in expression '${id}': Circular reference.`);
    running.add(id);
    const value = query.MetricStat ? metricValue(query.MetricStat) : expressionValue(query);
    running.delete(id);
    answers.set(id, value);
    return value;
  }

  function metricValue({ Metric, Period, Stat, Unit }: NonNullable<MetricQuery['MetricStat']>): TimeSeries {
    checkStatistic(Stat);
    const { Namespace: namespace, MetricName: name, Dimensions } = Metric;
    const stored = store.find({ namespace, name, dimensions: dimensionsOf(Dimensions) });
    const isMeant = Unit === undefined || (stored?.metric.unit ?? 'None') === Unit;
    const values = new Map<number, number>();
    for (const [at, bucket] of readPeriods(isMeant ? stored : undefined, frameOf(Period), [Stat])) {
      const value = statisticOf(bucket, Stat);
      if (value !== undefined) values.set(at, value);
    }
    return values;
  }

  function expressionValue({ Expression: text = '', Period = period }: MetricQuery): Value {
    return evaluate(parseExpression(text), {
      text,
      frame: frameOf(Period),
      find: resultOf,
      metrics: () =>
        queries.flatMap(({ Id, MetricStat }) => (MetricStat ? [resultOf(Id) as TimeSeries] : [])),
    });
  }

  return (id) => {
    const value = resultOf(id);
    if (typeof value === 'number')
      throw new AwsError(
        'ValidationError',
        `Error in expression '${id}': The expression must return a time series or an array of time series.`,
      );
    return isList(value) ? value : [value];
  };
}

/** Of an expression without a period of its own: the longest of the metrics. */
export function periodOf(queries: readonly MetricQuery[]): number {
  const periods = queries.flatMap(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? []);
  return periods.length === 0 ? 60 : Math.max(...periods);
}

/** Throws ValidationError for queries that are neither a metric nor an expression, or have the same Id. */
export function checkQueries(queries: readonly MetricQuery[]): void {
  for (const { Id, MetricStat, Expression } of queries)
    if ((MetricStat === undefined) === (Expression === undefined))
      throw new AwsError(
        'ValidationError',
        `The parameter MetricDataQueries.${Id} must have either MetricStat or Expression.`,
      );
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw new AwsError('ValidationError', 'The values for parameter id in MetricDataQueries are not unique.');
}
