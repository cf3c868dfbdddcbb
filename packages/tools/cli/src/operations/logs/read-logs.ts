import { setTimeout } from 'node:timers/promises';
import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { FunctionLogs } from './log-groups.ts';
import { type LogLine, parseLogLine } from './log-line.ts';

export interface LogEvent {
  /** Unique among all functions'. */
  readonly id: string;
  readonly at: Date;
  readonly function: string;
  readonly stream: string;
  /** As it was written. */
  readonly message: string;
  readonly line: LogLine;
}

export interface LogQuery {
  readonly from: Date;
  /** The id of an image or a correlation: only lines that name it, and those of invocations that such a line belongs to. */
  readonly about?: string | undefined;
  readonly onlyFailures?: boolean | undefined;
  /** Only lines with one of these. */
  readonly words?: readonly string[];
}

/** Where they are read. */
export interface LogSource {
  readonly logs: CloudWatchLogsClient;
  readonly functions: readonly FunctionLogs[];
}

/** Words of which every failure's line has one, so that CloudWatch sends no others. */
const wordsOfFailures = ['ERROR', 'WARN', 'CRITICAL', 'Error', 'code', 'Task timed out'];

/** A filter pattern has 1,024 characters at most, and a request's id with its marks 40. */
const mostRequests = 20;

/** All functions' log events in the order of their times. Holds one page of each function in memory. */
export async function* readLogs(source: LogSource, query: LogQuery): AsyncGenerator<LogEvent> {
  const { about, onlyFailures, words: given = onlyFailures ? wordsOfFailures : [] } = query;
  const words = about === undefined ? given : await wordsAbout(source, query, about);
  for await (const event of eventsWith(source, query.from, words))
    if (!onlyFailures || event.line.isFailure) yield event;
}

/**
 * The same, then new ones as they come, until the signal is aborted. Lambda delivers lines some seconds late, so each
 * look goes back `lateMs` and passes over what was seen.
 */
export async function* followLogs(
  source: LogSource,
  query: LogQuery,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): AsyncGenerator<LogEvent> {
  const lateMs = 15_000;
  const seen = new Map<string, number>();
  let { from } = query;
  while (!signal.aborted) {
    let newest = from.getTime();
    for await (const event of readLogs(source, { ...query, from })) {
      if (signal.aborted) return;
      const time = event.at.getTime();
      newest = Math.max(newest, time);
      if (seen.has(event.id)) continue;
      seen.set(event.id, time);
      yield event;
    }
    from = new Date(Math.max(from.getTime(), newest - lateMs));
    for (const [id, time] of seen) if (time < from.getTime()) seen.delete(id);
    await setTimeout(everyMs, undefined, { signal }).catch(() => {}); // it rejects when aborted
  }
}

/** The id, and the ids of the invocations whose lines name it: Lambda's own lines know neither image nor correlation. */
async function wordsAbout(source: LogSource, { from }: LogQuery, id: string): Promise<string[]> {
  const requests = new Set<string>();
  for await (const { line } of eventsWith(source, from, [id]))
    if (line.requestId !== undefined) requests.add(line.requestId);
  return [id, ...[...requests].slice(-mostRequests)];
}

/** Events with any of the words, or all of them if there are no words. */
async function* eventsWith(
  { logs, functions }: LogSource,
  from: Date,
  words: readonly string[],
): AsyncGenerator<LogEvent> {
  const anyOf = words.length > 1 ? '?' : '';
  const filterPattern = words.map((word) => `${anyOf}${JSON.stringify(word)}`).join(' ');
  const sources = functions.map((of) => eventsOf(logs, of, from, filterPattern));
  yield* merged(sources);
}

async function* eventsOf(
  client: CloudWatchLogsClient,
  { name, group }: FunctionLogs,
  from: Date,
  filterPattern: string,
): AsyncGenerator<LogEvent> {
  const pages = paginateFilterLogEvents(
    { client },
    { logGroupName: group, startTime: from.getTime(), ...(filterPattern !== '' && { filterPattern }) },
  );
  for await (const { events = [] } of pages)
    for (const { eventId = '', timestamp = 0, message = '', logStreamName: stream = '' } of events)
      yield {
        id: eventId,
        at: new Date(timestamp),
        function: name,
        stream,
        message,
        line: parseLogLine(message),
      };
}

/** Merges sources that are each in order, without reading further in any than it must. */
async function* merged(sources: readonly AsyncGenerator<LogEvent>[]): AsyncGenerator<LogEvent> {
  const open = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
  for (;;) {
    const next = open
      .filter(({ head }) => !head.done)
      .reduce<(typeof open)[number] | undefined>(
        (first, other) => (first && timeOf(first) <= timeOf(other) ? first : other),
        undefined,
      );
    if (next === undefined || next.head.done) return;
    yield next.head.value;
    next.head = await next.source.next();
  }
}

function timeOf({ head }: { readonly head: IteratorResult<LogEvent> }): number {
  return head.done ? Number.POSITIVE_INFINITY : head.value.at.getTime();
}
