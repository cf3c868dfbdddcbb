import { metricsNamespace } from '@darkroom/lambda-kit';
import type { Metric } from './alarm.ts';

/** A metric that a function itself counts, with the dimensions that `createMetrics` gives it. */
export function ownMetric(
  service: string,
  functionName: string,
  metricName: string,
): Omit<Metric, 'statistic'> {
  return {
    namespace: metricsNamespace,
    metricName,
    dimensions: { service, function_name: functionName },
  };
}
