import type { Cloud } from '../../cloud/cloud.ts';
import { measureEmbedded } from './embedded-metrics.ts';
import { key, type LogEvent, type LogStream, type LogsState, under } from './logs-state.ts';

let written = 0;

/** Sorts by time, then by arrival. */
function eventPosition(timestamp: number, ingestedAt: number): string {
  const order = String(written++ % 1e9).padStart(9, '0');
  return [timestamp, ingestedAt].map((time) => String(time).padStart(15, '0')).join('') + order;
}

/** Writes events to a stream that exists, and measures what they say. */
export async function writeEvents(
  cloud: Cloud,
  state: LogsState,
  stream: LogStream,
  events: readonly { readonly timestamp: number; readonly message: string }[],
): Promise<void> {
  const ingestedAt = cloud.now().getTime();
  const times = events.map(({ timestamp }) => timestamp);
  await state.events.batch(
    events.map(({ timestamp, message }) => ({
      put: key(stream.group, stream.name, eventPosition(timestamp, ingestedAt)),
      value: { timestamp, ingestedAt, message },
    })),
  );
  await state.streams.put(key(stream.group, stream.name), {
    ...stream,
    firstEventAt: Math.min(stream.firstEventAt ?? Number.POSITIVE_INFINITY, ...times),
    lastEventAt: Math.max(stream.lastEventAt ?? 0, ...times),
    lastIngestedAt: ingestedAt,
  });
  for (const filter of state.metricFilters.of(stream.group)) filter.measure(events);
  for (const { message } of events) measureEmbedded(cloud, message);
}

export interface StoredEvent extends LogEvent {
  readonly stream: string;
  /** Unique in its group; the position of the next page. */
  readonly position: string;
}

/** A group's events in a time range, one stream after another. */
export async function* readEvents(
  state: LogsState,
  group: string,
  stream: string,
  { from = 0, to = Number.MAX_SAFE_INTEGER }: { readonly from?: number; readonly to?: number },
): AsyncGenerator<StoredEvent> {
  const { gt, lt } = under(group, stream);
  const start = gt + String(Math.max(0, from)).padStart(15, '0');
  for await (const [position, event] of state.events.entries({ gt: start, lt })) {
    if (event.timestamp >= to) return;
    yield { ...event, stream, position };
  }
}

/** Deletes everything in a stream. */
export async function deleteEvents(state: LogsState, group: string, stream: string): Promise<void> {
  const keys: { delete: string }[] = [];
  for await (const [position] of state.events.entries(under(group, stream))) keys.push({ delete: position });
  await state.events.batch(keys);
}
