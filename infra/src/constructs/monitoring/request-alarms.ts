import type { Alarm, Metric } from './alarm.ts';

/** What clients of the API notice. */
export function apiAlarms(api: { readonly name: string; readonly stage: string }): Alarm[] {
  const metric = (metricName: string, statistic: string): Metric => ({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensions: { ApiName: api.name, Stage: api.stage },
    statistic,
  });
  return [
    {
      name: 'api-errors',
      description: 'More than 5 % of the API’s answers are 5xx, in three of five periods of five minutes.',
      metric: metric('5XXError', 'Average'), // of 0 and 1: the rate
      threshold: 0.05,
      periodMinutes: 5,
      above: { periods: 3, of: 5 },
    },
    {
      name: 'api-slow',
      description: 'One in twenty requests to the API takes more than five seconds.',
      metric: metric('Latency', 'p95'),
      threshold: 5000,
      periodMinutes: 5,
      above: { periods: 3, of: 5 },
    },
  ];
}

/** What viewers notice. CloudFront has its metrics in us-east-1 alone. */
export function distributionAlarms(distributionId: string): Alarm[] {
  return [
    {
      name: 'pictures-errors',
      description: 'More than 5 % of CloudFront’s answers are 5xx, in three of five periods of five minutes.',
      metric: {
        namespace: 'AWS/CloudFront',
        metricName: '5xxErrorRate',
        dimensions: { DistributionId: distributionId, Region: 'Global' },
        statistic: 'Average',
      },
      threshold: 5, // percent
      periodMinutes: 5,
      above: { periods: 3, of: 5 },
    },
  ];
}
