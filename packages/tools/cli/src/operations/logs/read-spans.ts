import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { traceIdOf } from '@darkroom/lambda-kit/trace-id';
import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';

/** A piece of a function's work. */
export interface TraceSpan {
  readonly id: string;
  /** The work that it is a part of; undefined of an invocation. */
  readonly parentId: string | undefined;
  readonly name: string;
  readonly function: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly hasFailed: boolean;
}

/** Where CloudWatch keeps spans (CloudWatch user guide, "Transaction Search"). */
const logGroupName = 'aws/spans';

const spanSchema = z.object({
  resource: z.object({ attributes: z.record(z.string(), z.unknown()) }),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.number(),
  durationNano: z.number(),
  status: z.object({ code: z.string() }),
});

/** The spans of an upload, in the order in which they began; none where nothing is traced, or not to CloudWatch. */
export async function readSpans(
  client: CloudWatchLogsClient,
  correlationId: string,
  from: Date,
): Promise<TraceSpan[]> {
  const filterPattern = JSON.stringify(traceIdOf(correlationId));
  const spans: TraceSpan[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents(
      { client },
      { logGroupName, filterPattern, startTime: from.getTime() },
    ))
      for (const { message = '' } of events) {
        const { data } = spanSchema.safeParse(parseJson(message));
        if (data) spans.push(spanOf(data));
      }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return spans.sort((a, b) => +a.at - +b.at || b.durationMs - a.durationMs);
}

function spanOf(span: z.output<typeof spanSchema>): TraceSpan {
  return {
    id: span.spanId,
    parentId: span.parentSpanId || undefined,
    name: span.name,
    function: String(span.resource.attributes['service.name'] ?? ''),
    at: new Date(span.startTimeUnixNano / 1e6),
    durationMs: span.durationNano / 1e6,
    hasFailed: span.status.code === 'ERROR',
  };
}
