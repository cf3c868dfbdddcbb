import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@aws-lambda-powertools/logger';
import { type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace as traces } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { otlpExporter } from './otlp-exporter.ts';
import { traceIdOf } from './trace-id.ts';
import type { Tracing, TracingSettings } from './tracing.ts';

/** Tracing by OpenTelemetry. All functions sample by the trace's id, so a trace is whole or not there. */
export function startTracing(
  { ratio, endpoint }: TracingSettings,
  service: string,
  log: Pick<Logger, 'warn'>,
): Tracing {
  const running = new AsyncLocalStorage<Context>();
  const random = new RandomIdGenerator();
  let traceId: string | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'cloud.provider': 'aws',
      'cloud.platform': 'aws_lambda',
      'faas.name': process.env.AWS_LAMBDA_FUNCTION_NAME ?? service,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    idGenerator: {
      generateTraceId: () => traceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor({ exporter: otlpExporter(endpoint, log) })],
  });
  const tracer = provider.getTracer('darkroom');

  function root(name: string, correlationId: string): Span {
    traceId = traceIdOf(correlationId); // startSpan asks for it before it returns
    return tracer.startSpan(name, { attributes: { correlation_id: correlationId } }, ROOT_CONTEXT);
  }

  return {
    trace(name, correlationIds, work) {
      const spans = [...new Set(correlationIds)].map((correlationId) => root(name, correlationId));
      const [first] = spans;
      // What is done for several images at once is in several traces; its parts are in the first.
      return ending(spans, () => (first ? running.run(traces.setSpan(ROOT_CONTEXT, first), work) : work()));
    },
    span(name, work) {
      const parent = running.getStore();
      if (!parent) return work();
      const span = tracer.startSpan(name, {}, parent);
      return ending([span], () => running.run(traces.setSpan(parent, span), work));
    },
    part(name, startTime, endTime) {
      const parent = running.getStore();
      if (parent) tracer.startSpan(name, { startTime }, parent).end(endTime);
    },
    // What could not be sent has been logged.
    flush: () => provider.forceFlush().catch(() => undefined),
  };
}

async function ending<Result>(spans: readonly Span[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
