import { createHash, randomBytes } from 'node:crypto';

/** A new trace, as X-Ray names it: `Root=1-<seconds>-<24 hex digits>`. */
export function newTrace(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

export interface EnteredFunction {
  /** The trace header that the function gets, and that its SDK sends with every request. */
  readonly traceHeader: string;
  /** How often the function has already run in this chain of requests. */
  readonly earlier: number;
}

/**
 * Adds a function to the lineage in a trace header: `Lineage=1:<function>:<times>`, several separated by `|`. Source: AWS
 * Lambda Developer Guide, "Use Lambda recursive loop detection to prevent infinite loops".
 */
export function enterFunction(header: string | undefined, functionArn: string, now: Date): EnteredFunction {
  const fields = fieldsOf(header ?? '');
  const lineage = lineageOf(fields.Lineage ?? '');
  const name = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
  const earlier = lineage.get(name) ?? 0;
  lineage.set(name, earlier + 1);
  const Lineage = [...lineage].map(([functionName, times]) => `1:${functionName}:${times}`).join('|');
  const { Root = newTrace(now).slice('Root='.length), Sampled = '0' } = fields;
  const all = { ...fields, Root, Parent: randomBytes(8).toString('hex'), Sampled, Lineage };
  const traceHeader = Object.entries(all)
    .map(([key, value]) => `${key}=${value}`)
    .join(';');
  return { traceHeader, earlier };
}

/** Of several causes' headers, the one with the longest chain through the function. */
export function longestChain(headers: readonly string[], functionArn: string, now: Date): string | undefined {
  const earlier = (header: string) => enterFunction(header, functionArn, now).earlier;
  return headers.toSorted((a, b) => earlier(b) - earlier(a))[0];
}

/** `Root=1-abc;Sampled=0` → `{ Root: '1-abc', Sampled: '0' }`; anything that is not a pair is left out. */
function fieldsOf(header: string): Record<string, string> {
  const pairs = header.split(';').map((field) => /^\s*(\w+)=([^;\s]+)\s*$/.exec(field));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}

function lineageOf(text: string): Map<string, number> {
  const entries = text.split('|').map((entry) => /(?:^|:)([0-9a-f]{8}):(\d{1,4})$/.exec(entry));
  return new Map(entries.flatMap((entry) => (entry ? [[entry[1] ?? '', Number(entry[2])]] : [])));
}
