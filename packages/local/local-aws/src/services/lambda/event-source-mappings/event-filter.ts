import { matches } from '../../../event-patterns/match.ts';
import { type Pattern, parsePattern } from '../../../event-patterns/pattern.ts';
import type { EventSourceMapping } from './mapping.ts';

/** Whether a record reaches the function: it must match one of the mapping's patterns, if there are any. */
export function eventFilter({ filters }: EventSourceMapping): (record: object) => boolean {
  const patterns = filters.map(parsePattern);
  return (record) =>
    patterns.length === 0 || patterns.some((pattern) => matches(pattern, asPatternSees(record, pattern)));
}

/** For rules a message's body is text; for the pattern of an object it is JSON. */
function asPatternSees(record: object, { body: expected }: Pattern): object {
  if (expected === undefined || Array.isArray(expected) || !('body' in record)) return record;
  try {
    return { ...record, body: JSON.parse(String(record.body)) };
  } catch {
    return record;
  }
}
