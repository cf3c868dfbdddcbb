import { imageId } from '@darkroom/catalog';
import { type ImageEvent, parseEvent } from '@darkroom/image-events';
import { type Logger, type Metrics, MetricUnit, type Tracing } from '@darkroom/lambda-kit';
import type { Context } from 'aws-lambda';
import type { Pipeline } from './pipeline.ts';
import { type Outcome, processImage } from './process-image.ts';

export interface Dependencies extends Pipeline {
  readonly originalsBucket: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
}

/** Lambda's handler for S3 notifications and reprocess requests. Throws only for faults that a retry can mend. */
export function createHandler({ originalsBucket, logger, metrics, tracing, ...pipeline }: Dependencies) {
  function report(event: ImageEvent, outcome: Outcome, ms: number): void {
    const { type, key, version } = event;
    logger.info(outcome.status, { event: type, id: imageId(key), key, version, ms, ...outcome });
    if (outcome.status === 'failed') metrics.addMetric('ImagesFailed', MetricUnit.Count, 1);
    if (outcome.status !== 'ready') return;
    metrics.addMetric('ImagesProcessed', MetricUnit.Count, 1);
    metrics.addMetric('ProcessingTime', MetricUnit.Milliseconds, ms);
  }

  return async (event: unknown, context: Context): Promise<void> => {
    logger.addContext(context);
    try {
      // S3 sends one record per event. If there were several, a retry would find those before the fault already done.
      for (const parsed of parseEvent(event, originalsBucket)) {
        if ('reason' in parsed) {
          const { type, reason } = parsed;
          logger[type === 'malformed' ? 'error' : 'info'](type, { reason });
        } else {
          const { type: name, key, version, correlationId = context.awsRequestId } = parsed;
          logger.setCorrelationId(correlationId);
          // A process that is killed says nothing more: Lambda's own lines name the invocation, and this one its image.
          logger.info('started', { event: name, id: imageId(key), key, version });
          const started = performance.now();
          const outcome = await tracing.trace(name, [correlationId], () =>
            processImage({ ...parsed, correlationId }, pipeline, context.awsRequestId),
          );
          report(parsed, outcome, Math.round(performance.now() - started));
        }
      }
    } finally {
      logger.resetKeys();
      metrics.publishStoredMetrics();
      await tracing.flush();
    }
  };
}
