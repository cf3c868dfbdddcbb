import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Structured logs, one JSON object per line; `LOG_LEVEL` or `POWERTOOLS_LOG_LEVEL` sets the level. */
export function createLogger(serviceName: string): Logger {
  return new Logger({ serviceName });
}

export const metricsNamespace = 'Darkroom';

/**
 * Metrics in CloudWatch's embedded metric format, written to the log when published: needs no call and no permission.
 * Stages share an account, so each metric has the function's name beside the service's.
 */
export function createMetrics(serviceName: string): Metrics {
  const { AWS_LAMBDA_FUNCTION_NAME: functionName = serviceName } = process.env;
  return new Metrics({
    namespace: metricsNamespace,
    serviceName,
    defaultDimensions: { function_name: functionName },
  });
}

export type { Logger } from '@aws-lambda-powertools/logger';
export { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
