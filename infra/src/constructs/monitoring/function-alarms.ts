import { type Alarm, alarmsOver, type Metric } from './alarm.ts';

export interface WatchedFunction {
  /** In the pipeline, such as `process-upload`. */
  readonly role: string;
  /** As deployed. */
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly logGroup: string;
}

/** Functions whose time grows with the photos, or for which somebody waits. */
const timed = ['process-upload', 'images-api', 'serve-image'];
/** Functions that read the table's stream. */
const readers = ['publish-changes', 'invalidate-cache'];

/** A single error is retried; many, or many in a row, are not chance. */
export function functionAlarms(functions: readonly WatchedFunction[]): Alarm[] {
  const each = (metricName: string, statistic: string, some = functions) =>
    some.map(({ name }) => functionMetric(metricName, statistic, name));
  const errors = each('Errors', 'Sum');
  const throttles = each('Throttles', 'Sum');
  const ages = each(
    'IteratorAge',
    'Maximum',
    functions.filter(({ role }) => readers.includes(role)),
  );
  return [
    ...alarmsOver(errors, 'SUM', {
      name: 'function-errors',
      description: 'More than five invocations failed within five minutes, twice in a quarter of an hour.',
      threshold: 5,
      periodMinutes: 5,
      above: { periods: 2, of: 3 },
    }),
    ...alarmsOver(throttles, 'SUM', {
      name: 'throttles',
      description:
        'Lambda refused invocations for want of concurrency in three of the last six periods of five minutes.',
      threshold: 0,
      periodMinutes: 5,
      above: { periods: 3, of: 6 },
    }),
    ...alarmsOver(ages, 'MAX', {
      name: 'changes-late',
      description:
        'Changes of the catalog have waited for more than a minute, for a quarter of an hour: webhooks and totals are late.',
      threshold: 60_000, // milliseconds
      periodMinutes: 5,
      above: { periods: 3, of: 3 },
    }),
    ...functions
      .filter(({ role }) => timed.includes(role))
      .map(({ role, name, timeoutSeconds }) => ({
        name: `slow-${role}`,
        description: `One in twenty invocations of ${role} takes more than 80 % of its ${timeoutSeconds} seconds.`,
        metric: functionMetric('Duration', 'p95', name),
        threshold: 0.8 * timeoutSeconds * 1000,
        periodMinutes: 5,
        above: { periods: 3, of: 5 },
      })),
  ];
}

function functionMetric(metricName: string, statistic: string, FunctionName: string): Metric {
  return { namespace: 'AWS/Lambda', metricName, dimensions: { FunctionName }, statistic };
}
