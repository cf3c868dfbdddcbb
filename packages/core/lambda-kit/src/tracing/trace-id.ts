import { createHash } from 'node:crypto';

/**
 * The id of the trace that a correlation has, 32 hexadecimal digits: of a UUID its own, of any other id a digest. So every
 * function finds the trace by what the catalog's row says, and nothing needs to carry a trace context.
 */
export function traceIdOf(correlationId: string): string {
  const digits = correlationId.replaceAll('-', '');
  if (/^[0-9a-f]{32}$/.test(digits)) return digits;
  return createHash('sha256').update(correlationId).digest('hex').slice(0, 32);
}
