import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import { parseReport, type Report } from './report.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** What one log event of a function says, whoever wrote it: the function, the runtime or Lambda. */
export interface LogLine {
  readonly level: Level;
  /** On one line, unless it is an error's stack. */
  readonly text: string;
  /** What a structured line says besides, such as `{ ms: 340 }`; nested fields, too, by their own names. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** Ids of the images that are named in it, each once. */
  readonly imageIds: readonly string[];
  /** Of the invocation, which is about one image or more. */
  readonly requestId: string | undefined;
  /** It tells of something that failed. Carried too by lines of lower levels, such as that of a file that is no image. */
  readonly isFailure: boolean;
  /** `report`: what an invocation cost; `routine`: Lambda's other lines about each invocation, and metrics. */
  readonly kind: 'message' | 'report' | 'routine';
  /** Of a line of the kind `report`. */
  readonly report?: Report;
}

const structuredSchema = z.looseObject({
  level: z.string().transform((level) => level.toLowerCase()),
  message: z.string(),
});
const errorSchema = z.object({
  name: z.string().optional(),
  errorType: z.string().optional(),
  message: z.string().optional(),
  errorMessage: z.string().optional(),
});
const requestIdSchema = z.string().optional().catch(undefined);

/** Keys that say the same on every line, most of them of Powertools' logger (Powertools for AWS Lambda, "Standard structured keys"). */
const standardKeys = new Set([
  ...['level', 'message', 'timestamp', 'service', 'sampling_rate', 'xray_trace_id', 'cold_start'],
  ...['correlation_id', 'correlation_ids'],
  ...['function_arn', 'function_memory_size', 'function_name', 'function_request_id'],
]);

/** Parses the message of a log event, as CloudWatch Logs keeps it. */
export function parseLogLine(message: string): LogLine {
  const text = message.trimEnd();
  const withoutEvent = text.replace(/"eventId":"[^"]*"/, ''); // a webhook's id looks like an image's
  const imageIds = [...new Set(withoutEvent.match(/\b[0-9a-f]{32}\b/g))];
  const json = text.startsWith('{') ? parseJson(text) : undefined;
  const structured = structuredSchema.safeParse(json);
  if (structured.success) return { ...structuredLine(structured.data), imageIds };
  const isMetric = typeof json === 'object' && json !== null && '_aws' in json;
  const line = isMetric ? ({ level: 'info', text, kind: 'routine' } as const) : plainLine(text);
  const requestId = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(text)?.[0];
  return { kind: 'message', isFailure: line.level === 'error', fields: {}, requestId, ...line, imageIds };
}

function structuredLine({
  level,
  message,
  ...rest
}: z.output<typeof structuredSchema>): Omit<LogLine, 'imageIds'> {
  const { error, ...fields } = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !standardKeys.has(name)),
  );
  const known = levelOf(level);
  return {
    level: known,
    text: error === undefined ? message : `${message}: ${describeError(error)}`,
    fields: flattened(fields),
    requestId: requestIdSchema.parse(rest.function_request_id),
    isFailure: known === 'warn' || known === 'error' || 'code' in fields,
    kind: 'message',
  };
}

function levelOf(level: string): Level {
  if (level === 'critical') return 'error';
  return level === 'debug' || level === 'warn' || level === 'error' ? level : 'info';
}

/** Lines of Lambda and of its Node.js runtime (AWS Lambda Developer Guide, "Working with Lambda function logs"). */
function plainLine(text: string): Pick<LogLine, 'level' | 'text' | 'report'> & { kind?: LogLine['kind'] } {
  if (/^(INIT_START|START|END|EXTENSION|TELEMETRY|INIT_REPORT) /.test(text))
    return { level: 'info', text, kind: 'routine' };
  const report = parseReport(text);
  if (report) return reportLine(report);
  const [, level, rest = ''] = /^[\dT:.-]+Z\t[\w-]+\t([A-Z]+)\t(.*)$/s.exec(text) ?? [];
  if (level !== undefined) return { level: levelOf(level.toLowerCase()), text: thrown(rest) };
  const [, lasting] = /Task timed out after ([\d.]+ seconds)/.exec(text) ?? [];
  if (lasting !== undefined) return { level: 'error', text: `timed out after ${lasting}` };
  const [, ended] = /^RequestId: [\w-]+ (Error: .*)$/s.exec(text) ?? [];
  if (ended !== undefined) return { level: 'error', text: ended.replaceAll('\n', ' ') };
  return { level: 'info', text };
}

/** `Invoke Error \t{"errorType": …}` as the error itself. */
function thrown(text: string): string {
  const [, what, document] = /^(.*?)\s*\t(\{.*)$/s.exec(text) ?? [];
  if (what === undefined || document === undefined) return text;
  return `${what}: ${describeError(parseJson(document))}`;
}

function describeError(error: unknown): string {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return typeof error === 'string' ? error : JSON.stringify(error);
  const { name, errorType, message, errorMessage } = parsed.data;
  return [errorType ?? name, errorMessage ?? message].filter(Boolean).join(': ');
}

/** What an invocation cost. A status other than success has a line of its own before it. */
function reportLine(report: Report): Pick<LogLine, 'level' | 'text' | 'kind' | 'report'> {
  const { durationMs, maxMemoryMb, memoryMb, initMs } = report;
  const cold = initMs === undefined ? '' : `, after a cold start of ${Math.round(initMs)} ms`;
  const text = `took ${Math.round(durationMs)} ms, ${maxMemoryMb} of ${memoryMb} MB${cold}`;
  return { level: 'info', text, kind: 'report', report };
}

function flattened(fields: object): Record<string, string | number | boolean> {
  const flat: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) flat[name] = value.map(String).join(', ');
    else if (typeof value === 'object') Object.assign(flat, flattened(value));
    else flat[name] = value;
  }
  return flat;
}
