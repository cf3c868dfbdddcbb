import { type Alarm, alarmsOver, type Metric } from './alarm.ts';

export interface WatchedQueues {
  /** Where events end that somebody must look at, with their alarms. */
  readonly failures: readonly {
    readonly name: string;
    readonly alarm: string;
    readonly description: string;
  }[];
  /** The queue of uploads, if uploads come by one. */
  readonly uploads?: string;
}

const day = 24 * 3600;

/** One message in a queue of failures is enough; SQS keeps it for 14 days. */
export function queueAlarms({ failures, uploads }: WatchedQueues): Alarm[] {
  const ages = failures.map(({ name }) => queueMetric('ApproximateAgeOfOldestMessage', name));
  return [
    ...failures.map(({ name, alarm, description }) => ({
      name: alarm,
      description,
      metric: queueMetric('ApproximateNumberOfMessagesVisible', name),
      threshold: 0,
      periodMinutes: 5,
      above: { periods: 1, of: 1 },
    })),
    ...alarmsOver(ages, 'MAX', {
      name: 'failures-expire',
      description: 'A message in a queue of failures is older than ten days. SQS deletes it after 14.',
      threshold: 10 * day,
      periodMinutes: 60,
      above: { periods: 1, of: 1 },
    }),
    ...(uploads === undefined
      ? []
      : [
          {
            name: 'uploads-wait',
            description: 'The oldest upload has waited for more than 15 minutes.',
            metric: queueMetric('ApproximateAgeOfOldestMessage', uploads),
            threshold: 15 * 60,
            periodMinutes: 5,
            above: { periods: 3, of: 3 },
          },
        ]),
  ];
}

function queueMetric(metricName: string, QueueName: string): Metric {
  return { namespace: 'AWS/SQS', metricName, dimensions: { QueueName }, statistic: 'Maximum' };
}
