import type { Cloud } from '../../../cloud/cloud.ts';

const tailBytes = 4096; // what `LogType: Tail` returns
const flushMs = 100;

/** The log stream of one execution environment, written in batches. */
export interface InvocationLog {
  line(message: string): void;
  /** Starts collecting the tail of one invocation. */
  begin(): void;
  /** Base64-free text of the last 4 KB since `begin`. */
  tail(): string;
  flush(): Promise<void>;
}

export function createInvocationLog(cloud: Cloud, logGroup: string, logStream: string): InvocationLog {
  let pending: { timestamp: number; message: string }[] = [];
  let current = '';
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const events = pending;
    pending = [];
    if (events.length === 0) return writing;
    // One after another, so that lines stay in order. A log that cannot be written must not fail the function.
    writing = writing
      .then(() => cloud.ports.logs.append(logGroup, logStream, events))
      .catch((error: unknown) => cloud.logFault('could not write a log', error, { logGroup }));
    return writing;
  }

  return {
    line(message) {
      const text = message.endsWith('\n') ? message : `${message}\n`;
      pending.push({ timestamp: Date.now(), message: text });
      current = (current + text).slice(-tailBytes);
      timer ??= setTimeout(flush, flushMs);
    },
    begin() {
      current = '';
    },
    tail: () => current,
    flush,
  };
}

/** `REPORT RequestId: … Duration: 12.34 ms Billed Duration: 13 ms …`, fields separated by tabs as Lambda does. */
export function reportLine(report: {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memorySize: number;
  readonly maxMemoryUsed: number;
  readonly initDurationMs?: number | undefined;
  readonly status?: 'timeout' | 'error' | undefined;
}): string {
  const { initDurationMs } = report;
  const billed = Math.ceil(report.durationMs + (initDurationMs ?? 0));
  return [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${report.memorySize} MB`,
    `Max Memory Used: ${report.maxMemoryUsed} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
    ...(report.status === undefined ? [] : [`Status: ${report.status}`]),
    '',
  ].join('\t');
}
