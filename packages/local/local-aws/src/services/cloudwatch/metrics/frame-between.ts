import type { Frame } from './statistics.ts';

const minuteMs = 60_000;

/** The periods of a request, from its start, which counts from the whole minute. All times in ms, the period in seconds. */
export function frameBetween(start: number, end: number, period: number): Frame {
  const periodMs = period * 1000;
  return { start: start - (start % Math.min(periodMs, minuteMs)), end, periodMs };
}
