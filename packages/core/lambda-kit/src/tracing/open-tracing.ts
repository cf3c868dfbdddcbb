import type { Logger } from '@aws-lambda-powertools/logger';
import { startTracing } from './spans.ts';
import { type Tracing, type TracingSettings, untraced } from './tracing.ts';

/** The tracing of one function. OpenTelemetry is in its bundle only where the configuration has `tracing`. */
export function openTracing(
  settings: TracingSettings | undefined,
  service: string,
  log: Pick<Logger, 'warn'>,
): Tracing {
  return settings ? startTracing(settings, service, log) : untraced;
}
