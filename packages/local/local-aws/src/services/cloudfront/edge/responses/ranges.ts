import type { Headers } from '../edge-response.ts';

export interface Range {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * The one range that a request asks for; `unsatisfiable` for one behind the end, undefined for none, and for what is
 * answered with the whole: several ranges, a unit that is not bytes. Source: RFC 9110, "Range Requests".
 */
export function rangeOf(header: string | undefined, length: number): Range | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const count = Math.min(Number(last), length);
    return count === 0 ? 'unsatisfiable' : { start: length - count, end: length - 1 };
  }
  const start = Number(first);
  const end = last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= length ? 'unsatisfiable' : { start, end };
}

/** Whether the range is still of what the viewer has the rest of. */
export function rangeHolds(ifRange: string | undefined, headers: Headers): boolean {
  if (ifRange === undefined) return true;
  return ifRange === headers.etag || ifRange === headers['last-modified'];
}
