/** What Lambda says of an invocation when it has ended (AWS Lambda Developer Guide, "Sending function logs to CloudWatch"). */
export interface Report {
  readonly durationMs: number;
  /** What is paid for. */
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number;
  /** Of a cold start. */
  readonly initMs: number | undefined;
}

/** Reads a `REPORT` line. Undefined if it is none. */
export function parseReport(text: string): Report | undefined {
  const first = /^REPORT RequestId: [\w-]+\s+Duration: ([\d.]+) ms/.exec(text)?.[1];
  const value = (name: string) => {
    const found = new RegExp(`\\t${name}: ([\\d.]+) (?:ms|MB)`).exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [billedMs, memoryMb] = [value('Billed Duration'), value('Memory Size')];
  if (first === undefined || billedMs === undefined || memoryMb === undefined) return undefined;
  const maxMemoryMb = value('Max Memory Used') ?? 0;
  return { durationMs: Number(first), billedMs, memoryMb, maxMemoryMb, initMs: value('Init Duration') };
}
