import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Structured logs, one JSON object per line; `LOG_LEVEL` or `POWERTOOLS_LOG_LEVEL` sets the level. */
export function createLogger(serviceName: string): Logger {
  return new Logger({ serviceName });
}

/** Metrics in CloudWatch's embedded metric format, written to the log when published: needs no call and no permission. */
export function createMetrics(serviceName: string): Metrics {
  return new Metrics({ namespace: 'Darkroom', serviceName });
}

export type { Logger } from '@aws-lambda-powertools/logger';
export { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
